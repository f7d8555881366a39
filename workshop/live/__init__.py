"""What browsers are told: patches after each commit, catch-up, presence. The one way out."""

from workshop.live.broadcast import cut_seat, cut_sign_in, init_app

__all__ = ["cut_seat", "cut_sign_in", "init_app"]
