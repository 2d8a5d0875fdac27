"""Other processes, made by forking this one: they start at once, and may be killed."""

from __future__ import annotations

import os
import select
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")


class Child:
    """A process that runs a function; it tells by lines, and goes on when told to."""

    def __init__(self, work: Callable[[Child], None]) -> None:
        self._hears, to_child = os.pipe()
        from_child, self._tells = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            os.close(to_child)
            os.close(from_child)
            status = 1
            try:
                work(self)
                status = 0
            except BaseException:
                traceback.print_exc(file=sys.__stderr__)
                self.tell("failed " + traceback.format_exc().replace("\n", " | "))
            finally:
                os._exit(status)  # nothing of the parent's may be closed or flushed here
        os.close(self._hears)
        os.close(self._tells)
        self._to_child, self._from_child = to_child, from_child
        self._rest = b""
        self._ended = False

    # In the child

    def tell(self, line: str) -> None:
        """Send a line to the parent."""
        os.write(self._tells, line.encode() + b"\n")

    def wait(self) -> None:
        """Wait until the parent says `go`."""
        os.read(self._hears, 1)

    # In the parent

    def go(self) -> None:
        """Let a child that waits go on."""
        os.write(self._to_child, b"g")

    def line(self) -> str | None:
        """The next line that the child tells; nothing when it has ended."""
        while b"\n" not in self._rest:
            more = os.read(self._from_child, 65536)
            if not more:
                return None
            self._rest += more
        line, _newline, self._rest = self._rest.partition(b"\n")
        return line.decode()

    def lines(self) -> list[str]:
        """All lines that are left, until the child ends."""
        found = []
        while (line := self.line()) is not None:
            found.append(line)
        return found

    def quiet_for(self, seconds: float) -> bool:
        """Whether the child says nothing for this long."""
        return not self._rest and not select.select([self._from_child], [], [], seconds)[0]

    def kill(self) -> None:
        """Kill the child: no handler, no clean-up."""
        os.kill(self.pid, signal.SIGKILL)

    def end(self) -> int:
        """Wait for its end; gives its exit code, negative for a signal."""
        self._ended = True
        code = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        os.close(self._to_child)
        os.close(self._from_child)
        return code


@contextmanager
def child(work: Callable[[Child], None]) -> Iterator[Child]:
    """Run a function in another process; at the end of the block it is gone."""
    made = Child(work)
    try:
        yield made
    finally:
        if not made._ended:
            made.kill()
            made.end()
