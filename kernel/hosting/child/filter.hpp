#pragma once

namespace seva::hosting::child {

/// System-call filters (seccomp). Both are lists of what is allowed; every other call is not carried out and raises SIGSYS. Another architecture than
/// this build's ends the process at once.
///
/// Each answers false, with errno, where the system does not take the filter.

/// For the time in which the plugin's file is loaded, its constructors run and its instance is created: reading files, mapping code. No sockets, no
/// processes or threads, no signals to others, no tracing, no writing but to the link.
[[nodiscard]] bool allow_loading();

/// For good: computing, memory, the clock, and the link to the kernel. It is laid over the first.
[[nodiscard]] bool allow_computing();

/// For good, for a plugin that is a program and its interpreter: computing, reading files (Landlock says which), waiting. Another call has no effect
/// and fails; the network, other processes and threads, signals to others and tracing end the process (SIGSYS). Of programs it can begin none but the
/// image.
[[nodiscard]] bool allow_program();

}  // namespace seva::hosting::child
