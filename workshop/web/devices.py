"""The devices that are signed in at the desk."""

from flask import Blueprint

area = Blueprint("devices", __name__)
