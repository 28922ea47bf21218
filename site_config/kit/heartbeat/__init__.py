"""Programs that run beside the web server say from time to time that they are alive."""
