#pragma once

#include <string>

#include "http/route.hpp"

namespace seva::http {

/// The console's page with those answers of the API written into it that it would ask for first, each as a block of data
/// `<script type="application/json" data-answer="ADDRESS">`, which no browser runs: on a poor line that saves the two waits between the page and its
/// list. Who is signed in gets what the frame needs, and at the desk's own address the list and its counts. Only what was answered with 200 is
/// written, so a page comes whole even where the store does not answer; what is missing the console asks for itself. Never the session's own answer:
/// it holds a secret, and the page is packed.
[[nodiscard]] std::string with_first_answers(const std::string& page, Call& call);

}  // namespace seva::http
