#pragma once

#include <optional>
#include <string>

#include "fields.hpp"
#include "settings.hpp"
#include "seva/channel.hpp"

namespace seva::helpline1090 {

/// Reads what Exotel tells of a call: Passthru (GET) at a stage of the call's flow, and StatusCallback (POST, form or JSON) when it is answered or
/// over. https://developer.exotel.com/api/make-a-call-api#status-callback, https://support.exotel.com (Passthru applet).
///
/// Times there have no zone and are India's; an EndTime of 1970 says that there is none yet. Updates are ordered by their time, and within one second
/// by how far the call had come, so that they may arrive in any order and more than once. Nothing where it is no incoming call, or the call has no
/// id.
[[nodiscard]] std::optional<Call> read_exotel(const FormFields& fields, const Settings& settings, Instant now);

/// The fields of a body: JSON of one level where it says so, else a form.
[[nodiscard]] FormFields read_body(std::string_view body, std::string_view content_type);

}  // namespace seva::helpline1090
