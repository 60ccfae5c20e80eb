"""The web portal: pages rendered here, small scripts that call the HTTP API, nothing from elsewhere.

A page is a module of routes, a template, a script and a style of one name. Pages read through the
same functions as the command line and the API; whatever changes something goes through the API.
"""
