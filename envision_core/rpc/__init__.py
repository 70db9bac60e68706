"""What a browser may call, and the dispatcher between frames and methods."""
