#include "hosting/process/system_calls.hpp"

#include <sys/syscall.h>

namespace seva::hosting {

std::string name_of_system_call(int number) {
  switch (number) {
    case SYS_socket: return "socket";
    case SYS_socketpair: return "socketpair";
    case SYS_connect: return "connect";
    case SYS_clone: return "clone";
    case SYS_clone3: return "clone3";
    case SYS_execve: return "execve";
    case SYS_openat: return "openat";
    case SYS_newfstatat: return "newfstatat";
    case SYS_kill: return "kill";
    case SYS_tgkill: return "tgkill";
    case SYS_ptrace: return "ptrace";
    case SYS_process_vm_readv: return "process_vm_readv";
    case SYS_process_vm_writev: return "process_vm_writev";
    case SYS_mmap: return "mmap";
    case SYS_mprotect: return "mprotect";
    case SYS_write: return "write";
    case SYS_read: return "read";
    case SYS_ioctl: return "ioctl";
    case SYS_clock_nanosleep: return "clock_nanosleep";
    case SYS_prctl: return "prctl";
#if defined(SYS_fork)
    case SYS_fork: return "fork";
    case SYS_vfork: return "vfork";
    case SYS_open: return "open";
#endif
    default: return "system call " + std::to_string(number);
  }
}

}  // namespace seva::hosting
