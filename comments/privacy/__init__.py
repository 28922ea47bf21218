"""What the site holds about readers: asked for, shown, erased, and told of."""
