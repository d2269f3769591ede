#pragma once

namespace seva::machine {

enum class Signal { end = 1, reload };

/// Keeps SIGINT, SIGTERM and SIGHUP from ending the process, so that wait_for_signal() gets them. To be called before any thread is started;
/// SIGPIPE is ignored from then on.
void hold_signals();

/// Waits until the process is told to end (SIGINT, SIGTERM) or to read its configuration again (SIGHUP).
[[nodiscard]] Signal wait_for_signal();

}  // namespace seva::machine
