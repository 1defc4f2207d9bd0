"""The local AWS of one folder: engines, bucket events, workers and the site, for `make run` and the tests.

Nothing here is deployed: on AWS the same Django code runs behind Zappa with the real DynamoDB, S3 and Lambda.
"""
