"""An object store on this machine's loopback: the server of moto in a process of its own, which keeps all in memory."""

import socket
import subprocess
import sys
import uuid

import boto3
from s3fs import S3FileSystem

from tests.support.fault_runs import wait_until

START_S = 60


class LoopbackStore:
    """The server, and a bucket. Programs find it by the environment."""

    def __init__(self, folder):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self._told = folder / "store.log"
        self._log = self._told.open("w")
        command = (sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(self.port))
        self._server = subprocess.Popen(command, stdout=self._log, stderr=subprocess.STDOUT, start_new_session=True)
        self.environment = {
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{self.port}",
            "AWS_ACCESS_KEY_ID": "thu-nghiem",
            "AWS_SECRET_ACCESS_KEY": "thu-nghiem",
            "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_EC2_METADATA_DISABLED": "true",
        }
        assert wait_until(self._answers, START_S)
        S3FileSystem.clear_instance_cache()  # it keeps what asks the server of another test, whatever the environment

    def _answers(self):
        with socket.socket() as asked:
            return asked.connect_ex(("127.0.0.1", self.port)) == 0

    def n_fetched(self, suffix):
        """How often an object of such a name was fetched from any bucket."""
        return self._n_asked('"GET /', f".{suffix} HTTP")

    def n_pages_put(self, bucket):
        """How often what was read of a page was put into a bucket."""
        return self._n_asked(f'"PUT /{bucket.name}/', ".json.gz HTTP") - self._n_asked(
            f'"PUT /{bucket.name}/', ".sources.json.gz HTTP"
        )

    def _n_asked(self, *parts):
        return len([x for x in self._told.read_text().splitlines() if all(part in x for part in parts)])

    def bucket(self):
        """A new bucket, and what asks it."""
        name = f"kho-{uuid.uuid4().hex[:8]}"
        some = Bucket(name, self.environment)
        some.client.create_bucket(Bucket=name)
        return some

    def end(self):
        S3FileSystem.clear_instance_cache()
        self._server.kill()
        self._server.wait()
        self._log.close()


class Bucket:
    """Objects of one bucket, put and seen by other means than ours."""

    def __init__(self, name, environment):
        self.name = name
        self.client = boto3.client(
            "s3",
            endpoint_url=environment["AWS_ENDPOINT_URL"],
            aws_access_key_id=environment["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=environment["AWS_SECRET_ACCESS_KEY"],
            region_name=environment["AWS_DEFAULT_REGION"],
        )

    def url(self, prefix):
        return f"s3://{self.name}/{prefix}"

    def put(self, key, data):
        self.client.put_object(Bucket=self.name, Key=key, Body=data)

    def get(self, key):
        return self.client.get_object(Bucket=self.name, Key=key)["Body"].read()

    def remove(self, key):
        self.client.delete_object(Bucket=self.name, Key=key)

    def all_keys(self, prefix=""):
        pages = self.client.get_paginator("list_objects_v2").paginate(Bucket=self.name, Prefix=prefix)
        return [told["Key"] for page in pages for told in page.get("Contents", ())]

    def objects(self, prefix):
        """Place → bytes of all below a prefix, hidden ones left out."""
        places = (key.removeprefix(f"{prefix}/") for key in self.all_keys(f"{prefix}/"))
        return {p: self.get(f"{prefix}/{p}") for p in places if not any(q.startswith(".") for q in p.split("/"))}
