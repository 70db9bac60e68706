"""stub"""
Chart = None
