"""The inputs of a comparison, made by `generate` in the scratch folder."""

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from rare_smb import TICKS_PER_MS, first_seen

SMALL_FILE_BYTES = 100_000
TINY_RECORDS = 20


@dataclass
class Input:
    path: object
    bytes: int  # uncompressed
    expected: set  # the answer, from what the generator says of its records


def expected_answer(matches_file):
    with open(matches_file) as lines:
        pairs = (line.split() for line in lines)
        return first_seen((address, int(millis) * TICKS_PER_MS) for address, millis in pairs)


class Data:
    def __init__(self, generator, folder, size, seed):
        self.generator, self.folder, self.size, self.seed = str(generator), Path(folder), size, seed
        self.inputs = {}
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)

    def command(self, kind, matches, *goal):
        return [self.generator, kind, *map(str, goal), "--seed", str(self.seed), "--matches", str(matches)]

    def once(self, name, make):
        """The input of that name, made when it is first asked for."""
        if name not in self.inputs:
            print(f"making {name}", file=sys.stderr)
            self.inputs[name] = make(self.folder / name)
        return self.inputs[name]

    def file(self, name, kind, *goal):
        def make(path):
            matches = path.with_name(name + ".matches")
            with open(path, "wb") as out:
                subprocess.run(self.command(kind, matches, *goal), stdout=out, check=True)
            return Input(path, path.stat().st_size, expected_answer(matches))

        return self.once(name, make)

    def ecs(self):
        return self.file("ecs.ndjson", "ecs", "--bytes", self.size)

    def mixed(self):
        return self.file("mixed.ndjson", "mixed", "--bytes", self.size)

    def nxlog(self):
        return self.file("nxlog.ndjson", "nxlog", "--bytes", self.size)

    def shuffled(self):
        """The records of ecs(), no two with their keys in the same order."""
        return self.file("shuffled.ndjson", "ecs", "--shuffled", "--bytes", self.size)

    def tiny(self):
        return self.file("tiny.ndjson", "ecs", "--records", TINY_RECORDS)

    def compressed(self, plain, program, suffix, *options):
        """By gzip or zstd, with their default level."""

        def make(path):
            with open(path, "wb") as out:
                subprocess.run([program, *options, "-c", str(plain.path)], stdout=out, check=True)
            return Input(path, plain.bytes, plain.expected)

        return self.once(plain.path.name + suffix, make)

    def pieces(self, plain):
        """The same lines in files of 100 kB."""

        def make(folder):
            folder.mkdir()
            with open(plain.path, "rb") as source:
                number = 0
                while piece := source.read(SMALL_FILE_BYTES) + source.readline():
                    (folder / f"{number:06}.ndjson").write_bytes(piece)
                    number += 1
            return Input(folder, plain.bytes, plain.expected)

        return self.once("pieces", make)

    def stream(self, kind, size):
        """A process that writes `size` bytes, some texts of them close to 1 MiB, and where it notes the matches."""
        matches = self.folder / "stream.matches"
        argv = self.command(kind, matches, "--long-texts", "--bytes", size)
        return subprocess.Popen(argv, stdout=subprocess.PIPE), matches

    def remove(self):
        shutil.rmtree(self.folder, ignore_errors=True)
