"""The guard that keeps the network out of the tests."""

from __future__ import annotations

import asyncio
import socket
import sys

import pytest


@pytest.mark.skipif(sys.platform == "win32", reason="event loops use internet sockets on the loopback there")
@pytest.mark.parametrize("family", [socket.AF_INET, socket.AF_INET6])
def test_an_internet_socket_cannot_be_opened_in_a_test(family: socket.AddressFamily) -> None:
    with pytest.raises(AssertionError, match="internet socket"):
        socket.socket(family, socket.SOCK_STREAM)


def test_a_name_cannot_be_looked_up_in_a_test() -> None:
    with pytest.raises(AssertionError, match="looked up"):
        socket.getaddrinfo("example.org", 443)


async def test_an_event_loop_still_works_under_the_guard() -> None:
    assert await asyncio.to_thread(lambda: 3) == 3
