"""Taking the outcomes away."""

from flask import Blueprint

area = Blueprint("outcomes", __name__)
