"""The simulated room: people who join, write and stay connected, and a facilitator who sorts.

Everybody here comes in through the doors of a running server, HTTP and Socket.IO, as browsers do.
Nothing here calls a rule or reads a table, so what the demonstration shows is what a room would meet.
"""
