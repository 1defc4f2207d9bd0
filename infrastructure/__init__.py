"""Operating the gallery on AWS: one command over the template, Zappa and the project's own commands.

It runs on the operator's machine and is no part of what is deployed.
"""
