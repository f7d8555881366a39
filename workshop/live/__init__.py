"""What browsers are told: patches after each commit, catch-up, presence. The one way out."""

from workshop.live.broadcast import cut_sign_in, init_app

__all__ = ["cut_sign_in", "init_app"]
