"""The function's package: Zappa makes a zip of the project and its environment, and this makes it small and fast.

It runs in .venv-lambda, under the Python that the function will have, with nothing but the standard library; the
checks of the finished package run in a process of their own that has only the package.
"""
