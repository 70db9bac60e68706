"""How components are written, found, put into a page's tree and served. Knows no connection and no database."""
