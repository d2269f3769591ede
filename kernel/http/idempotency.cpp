#include "http/idempotency.hpp"

#include <algorithm>

#include "actions/claiming_store.hpp"
#include "actions/digest.hpp"
#include "actions/read_tickets.hpp"
#include "http/problems.hpp"
#include "http/routes/ticket_response.hpp"

namespace seva::http {
namespace {

constexpr std::string_view kHeader = "idempotency-key";
constexpr std::size_t kShortestKey = 8;
constexpr std::size_t kLongestKey = 64;
constexpr std::size_t kMostKept = std::size_t{1} << 20;
constexpr int kFirstRefusal = 300;

bool is_key(std::string_view key) {
  return key.size() >= kShortestKey && key.size() <= kLongestKey &&
         std::all_of(key.begin(), key.end(), [](char symbol) { return symbol > ' ' && symbol <= '~'; });
}

/// ETag, Location and body, each of the first two on a line.
std::string kept(const Response& response) {
  return std::string(value_of(response.headers, "ETag")) + '\n' + std::string(value_of(response.headers, "Location")) + '\n' + response.body;
}

Response unkept(const actions::Claim& claim) {
  const auto first = claim.answer.find('\n');
  const auto second = claim.answer.find('\n', first + 1);
  Response response{.status = claim.status, .body = claim.answer.substr(second + 1)};
  if (!response.body.empty()) response.content_type = "application/json";
  if (first > 0) response.with("ETag", claim.answer.substr(0, first));
  if (second > first + 1) response.with("Location", claim.answer.substr(first + 1, second - first - 1));
  return response;
}

bool may_be_kept(const Response& response) {
  return response.status < kFirstRefusal && response.body.size() <= kMostKept && response.body.find("\"sealed\":true") == std::string::npos;
}

Response again(const Route& route, Call& call, const actions::Claim& earlier, const std::string& request) {
  if (earlier.request != request)
    return problem_response(
        domain::invalid("idempotency_key_reused", "Something else was done under this key.", "Idempotency-Key", "Choose a new key for each act."),
        call.request.id);
  if (earlier.status != 0) return unkept(earlier);
  if (has(call.path, "docket") && !route.takes_file)
    if (const auto file = actions::show_ticket(call.ports(), call.principal(), call.part("docket"))) return ticket_response(call, file->ticket);
  return problem_response(domain::conflict("done_before", "This was done; its answer is not kept.", "Load it again."), call.request.id);
}

}  // namespace

bool is_keyed(const Route& route, const Request& request) {
  return route.face == Face::api && route.access != Access::open && !request.is_safe() && !request.header(kHeader).empty();
}

Response done_once(const Route& route, Call& call) {
  const std::string key(call.request.header(kHeader));
  if (!is_key(key))
    return problem_response(malformed("The key is not 8 to 64 visible letters.", "Idempotency-Key", "Send a random one, new for each act."),
                            call.request.id);
  const actions::Claim claim{
      call.principal().user, key, actions::sha256_hex(call.request.method + ' ' + call.request.target + '\n' + call.request.body), call.now(), 0, {}};
  actions::Ports& ports = call.ports();
  actions::ClaimingStore store(ports.store, claim);
  if (const auto earlier = store.earlier()) return again(route, call, *earlier, claim.request);
  actions::Ports own{store, ports.clock, ports.identities, ports.settings, ports.departments, ports.plugins, ports.search};
  call.own_ports = &own;
  try {
    Response response = route.handler(call);
    call.own_ports = nullptr;
    if (store.did_claim() && may_be_kept(response)) store.answer(response.status, kept(response));
    return response;
  } catch (const actions::AlreadyDone& done) {
    call.own_ports = nullptr;
    return again(route, call, done.claim, claim.request);
  }
}

}  // namespace seva::http
