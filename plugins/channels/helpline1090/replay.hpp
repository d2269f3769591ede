#pragma once

#include "intake.hpp"

namespace seva::helpline1090 {

/// Reads recorded requests, one a line, as they came to the channel's own addresses, without the token: METHOD ADDRESS.
///     GET /sms?id=…&from=…&to=…&text=…&charset=UTF-8&time=…
void read_replay(const StreamData& data, Intake& intake, Effects& effects);

}  // namespace seva::helpline1090
