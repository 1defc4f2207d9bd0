"""A whole emulated AWS account on this machine, to which the installation is deployed as it would be to a real one.

ministack is all of it; the modules here make it as strict as AWS where it is not, and give the site an address.
"""
