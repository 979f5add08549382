"""seccomp: system calls that a notebook never needs are answered with "not permitted".

The filter is a classic BPF program over the number and the arguments of each call. Source: Documentation/
userspace-api/seccomp_filter.rst of the Linux kernel; the numbers are those of its syscall tables.
"""

import ctypes
import errno
import struct

from course_utils.runner.isolation.system_calls import CLONE, MACHINE, SECCOMP, syscall

SET_MODE_FILTER = 1
ALLOW, REFUSE = 0x7FFF0000, 0x00050000  # the latter is or-ed with the error number
ARCHITECTURE = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
X32 = 0x40000000  # another way to make the same calls on x86_64
LOAD, JUMP_EQUAL, JUMP_AT_LEAST, JUMP_ANY_BIT, AND, RETURN = 0x20, 0x15, 0x35, 0x45, 0x54, 0x06
NUMBER, ARCH, FIRST_ARGUMENT, SECOND_ARGUMENT, FOURTH_ARGUMENT = 0, 4, 16, 24, 40  # in struct seccomp_data, low halves
AF_UNIX = 1
NEW_NAMESPACES = 0x7E020080  # every CLONE_NEW… flag

# Name: (x86_64, aarch64). None: the architecture does not have it.
REFUSED: dict[str, tuple[int | None, int | None]] = {
    # other processes
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271), "kcmp": (312, 272),
    "process_madvise": (440, 440), "pidfd_getfd": (438, 438), "pidfd_open": (434, 434),
    # the file system as a whole
    "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41), "chroot": (161, 51), "open_tree": (428, 428),
    "move_mount": (429, 429), "fsopen": (430, 430), "fsconfig": (431, 431), "fsmount": (432, 432),
    "fspick": (433, 433), "mount_setattr": (442, 442), "name_to_handle_at": (303, 264),
    "open_by_handle_at": (304, 265), "quotactl": (179, 60), "swapon": (167, 224), "swapoff": (168, 225),
    # namespaces
    "unshare": (272, 97), "setns": (308, 268),
    # memory that no limit counts
    "memfd_create": (319, 279), "memfd_secret": (447, 447), "shmget": (29, 194), "remap_file_pages": (216, 234),
    # wide surfaces of the kernel
    "bpf": (321, 280), "perf_event_open": (298, 241), "userfaultfd": (323, 282), "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426), "io_uring_register": (427, 427), "add_key": (248, 217), "request_key": (249, 218),
    "keyctl": (250, 219), "init_module": (175, 105), "finit_module": (313, 273), "delete_module": (176, 106),
    "kexec_load": (246, 104), "kexec_file_load": (320, 294), "personality": (135, 92), "syslog": (103, 116),
    "acct": (163, 89), "iopl": (172, None), "ioperm": (173, None), "modify_ldt": (154, None),
    # the machine
    "reboot": (169, 142), "sethostname": (170, 161), "setdomainname": (171, 162), "settimeofday": (164, 170),
    "clock_settime": (227, 112), "clock_adjtime": (305, 266), "adjtimex": (159, 171),
}  # fmt: skip
SOCKET, CLONE3, PRLIMIT = (41, 198), (435, 435), (302, 261)
# Of what is mapped like this, pages can be given back by the process and yet be held: then nobody counts them.
MMAP, SHARED_AND_ANONYMOUS = (9, 222), 0x01 | 0x20
SIGNALS = {  # name: (numbers, which argument names the process)
    "kill": ((62, 129), FIRST_ARGUMENT), "tkill": ((200, 130), FIRST_ARGUMENT), "tgkill": ((234, 131), FIRST_ARGUMENT),
    "rt_sigqueueinfo": ((129, 138), FIRST_ARGUMENT), "rt_tgsigqueueinfo": ((297, 240), FIRST_ARGUMENT),
    "pidfd_send_signal": ((424, 424), None),
}  # fmt: skip

# Ways to let the kernel send a signal to whoever is named, whenever a pipe or socket has something to read.
FCNTL, F_SETOWN, F_SETSIG, F_SETOWN_EX = (72, 25), 8, 10, 15
IOCTL, FIOSETOWN, SIOCSPGRP = (16, 29), 0x8901, 0x8902


def restrict(only_signal: int | None, *, local_sockets: bool) -> None:
    """Refuse these calls to this process and all it starts, for good.

    only_signal: the one process to which signals go: what it started is ended by the grader. None leaves them free, for
        a process that sees no others.
    local_sockets: allows Unix sockets, which PyTorch's DataLoader needs: only where none of the machine's own can be
        reached.

    Raises :class:`OSError` where the kernel has no seccomp or this architecture no table. Needs no_new_privs first.
    """
    if MACHINE not in ARCHITECTURE:
        raise OSError(errno.ENOSYS, f"no table of system calls for {MACHINE}")
    program = _program(only_signal, local_sockets)
    instructions = ctypes.create_string_buffer(program, len(program))
    # struct sock_fprog: the number of instructions, padding, and where they are
    description = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(instructions))
    syscall(SECCOMP[MACHINE], SET_MODE_FILTER, 0, ctypes.create_string_buffer(description, len(description)))


def _program(only_signal: int | None, local_sockets: bool) -> bytes:
    column = list(ARCHITECTURE).index(MACHINE)
    refuse, unknown = REFUSE | errno.EPERM, REFUSE | errno.ENOSYS
    blocks = [
        [(LOAD, 0, 0, ARCH), (JUMP_EQUAL, 1, 0, ARCHITECTURE[MACHINE]), (RETURN, 0, 0, refuse)],
        [(LOAD, 0, 0, NUMBER), (JUMP_AT_LEAST, 0, 1, X32), (RETURN, 0, 0, refuse)],
    ]
    for numbers in REFUSED.values():
        if numbers[column] is not None:
            blocks.append([(JUMP_EQUAL, 0, 1, numbers[column]), (RETURN, 0, 0, refuse)])
    # The C library makes threads with clone3 where it can, and falls back to clone, whose flags can be looked at.
    blocks.append([(JUMP_EQUAL, 0, 1, CLONE3[column]), (RETURN, 0, 0, unknown)])
    blocks.append(_refuse_if(CLONE[MACHINE], FIRST_ARGUMENT, (JUMP_ANY_BIT, 0, 1, NEW_NAMESPACES), refuse))
    blocks.append([
        (JUMP_EQUAL, 0, 5, MMAP[column]), (LOAD, 0, 0, FOURTH_ARGUMENT), (AND, 0, 0, SHARED_AND_ANONYMOUS),
        (JUMP_EQUAL, 0, 1, SHARED_AND_ANONYMOUS), (RETURN, 0, 0, refuse), (LOAD, 0, 0, NUMBER),
    ])  # fmt: skip
    if local_sockets:
        blocks.append(_refuse_if(SOCKET[column], FIRST_ARGUMENT, (JUMP_EQUAL, 1, 0, AF_UNIX), refuse))
    else:  # pairs of connected sockets (asyncio's) are made by another call, and lead nowhere else
        blocks.append([(JUMP_EQUAL, 0, 1, SOCKET[column]), (RETURN, 0, 0, refuse)])
    # Another process's limits; 0 is one's own.
    blocks.append(_refuse_if(PRLIMIT[column], FIRST_ARGUMENT, (JUMP_EQUAL, 1, 0, 0), refuse))
    for numbers, argument in SIGNALS.values() if only_signal is not None else ():
        if argument is None:
            blocks.append([(JUMP_EQUAL, 0, 1, numbers[column]), (RETURN, 0, 0, refuse)])
        else:
            blocks.append(_refuse_if(numbers[column], argument, (JUMP_EQUAL, 1, 0, only_signal), refuse))
    for numbers, commands in ((FCNTL, (F_SETOWN, F_SETSIG, F_SETOWN_EX)), (IOCTL, (FIOSETOWN, SIOCSPGRP))):
        for command in commands if only_signal is not None else ():
            blocks.append(_refuse_if(numbers[column], SECOND_ARGUMENT, (JUMP_EQUAL, 0, 1, command), refuse))
    blocks.append([(RETURN, 0, 0, ALLOW)])
    return b"".join(struct.pack("HBBI", *instruction) for block in blocks for instruction in block)


def _refuse_if(number: int, argument: int, test: tuple[int, int, int, int], refuse: int) -> list[tuple]:
    """Refuse the call if the test of one argument falls through; leaves the number loaded for the next block."""
    return [
        (JUMP_EQUAL, 0, 4, number),
        (LOAD, 0, 0, argument),
        test,
        (RETURN, 0, 0, refuse),
        (LOAD, 0, 0, NUMBER),
    ]
