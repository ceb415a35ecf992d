"""What firstseen is compared with: found on the machine, or installed into the scratch folder, or left out by name."""

import os
import shutil
import subprocess
import sys


class Tools:
    def __init__(self, scratch, without):
        self.scratch = scratch
        self.without = set(without)
        self.missing = {}  # name → why

    def program(self, name, package=None):
        """The path of a program, or None."""
        if name in self.without:
            return self._leave_out(name, "left out by --without")
        found = shutil.which(name) or (package and self._unpack(name, package))
        return found or self._leave_out(name, "not on this machine")

    def python_package(self, name):
        """Whether `import NAME` works with environment()."""
        if name in self.without:
            return bool(self._leave_out(name, "left out by --without"))
        folder = self.scratch / "py"
        if not (folder / name).is_dir():
            print(f"installing {name}", file=sys.stderr)
            install = [sys.executable, "-m", "pip", "install", "--quiet", "--target", str(folder), name]
            if not succeeds(install):
                return bool(self._leave_out(name, "pip could not install it"))
        return True

    def environment(self):
        return {"PYTHONPATH": str(self.scratch / "py"), "PYTHONDONTWRITEBYTECODE": "1"}

    def version(self, name):
        """Of a package that python_package() has installed."""
        query = f"import {name}; print({name}.__version__)"
        return subprocess.run([sys.executable, "-c", query], env={**os.environ, **self.environment()}, check=True,
                              capture_output=True, text=True).stdout.strip()

    def _unpack(self, name, package):
        """A program out of a Debian package, which is not installed but unpacked."""
        folder = self.scratch / package
        program = folder / "usr" / "bin" / name
        if not program.exists() and shutil.which("apt-get") and shutil.which("dpkg-deb"):
            print(f"unpacking {package}", file=sys.stderr)
            folder.mkdir(exist_ok=True)
            if succeeds(["apt-get", "-q", "download", package], cwd=folder):
                archive = next(folder.glob("*.deb"))
                succeeds(["dpkg-deb", "-x", str(archive), str(folder)])
        return str(program) if program.exists() else None

    def _leave_out(self, name, why):
        self.missing[name] = why
        print(f"without {name}: {why}", file=sys.stderr)
        return None


def succeeds(argv, cwd=None):
    return subprocess.run(argv, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0
