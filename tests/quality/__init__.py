"""`make quality`: every type of page under the eyes of the public checkers."""
