"""Preparing processes and workshops."""

from flask import Blueprint

area = Blueprint("setup", __name__)
