"""Whether this machine has Landlock: without it the kernel refuses plugins that are programs, and their tests have nothing to try."""
import ctypes

CREATE_RULESET, VERSION = 444, 1


def is_there():
    return ctypes.CDLL(None, use_errno=True).syscall(CREATE_RULESET, None, 0, VERSION) > 0
