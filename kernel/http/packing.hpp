#pragma once

#include "http/exchange.hpp"

namespace seva::http {

/// Packs a JSON answer to a GET of the API by gzip where the client takes it and it has more than 1 KB: on a poor line a list would else take longer
/// than the page. Never the session's own answer: it holds the secret that keeps forged requests out, and what stands beside a secret could be
/// guessed from the packed length (BREACH). Nothing else that is read by GET holds one.
void pack(const Request& request, Response& response);

/// The same for a page that was put together of such answers.
void pack_page(const Request& request, Response& response);

}  // namespace seva::http
