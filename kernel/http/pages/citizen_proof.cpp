#include "actions/prove_citizen.hpp"
#include "domain/spoken_time.hpp"
#include "http/gate.hpp"
#include "http/guess_limit.hpp"
#include "http/pages/citizen.hpp"
#include "http/problems.hpp"
#include "http/routes/routes.hpp"

/// Proof before the text: how a citizen shows that a complaint is theirs, and what they then may say of it.
namespace seva::http {
namespace {

std::string path_of(const Call& call, const std::string& docket, std::string_view rest = {}) {
  return link_to(call, "/track/" + docket + std::string(rest));
}

PageData entries_of(const Call& call, const actions::CitizenFile& file) {
  const Words& words = words_of(call);
  PageData entries(PageData::type::list);
  for (const actions::Said& said : file.said) {
    PageData row;
    row.set("is_ours", said.is_ours);
    row.set("who", words(said.is_ours ? "track.office" : "track.you"));
    row.set("time", domain::spoken_time(said.at, call.instance->time_zone, call.language));
    row.set("text", said.text);
    row.set("is_private", said.is_private);
    entries.push_back(row);
  }
  return entries;
}

Response proof_page(Call& call, const actions::ProofWays& ways, const std::optional<domain::Problem>& problem) {
  const Words& words = words_of(call);
  PageData data;
  data.set("back", path_of(call, ways.docket));
  data.set("action", path_of(call, ways.docket, "/proof"));
  data.set("by_code", ways.by_code);
  data.set("by_handle", ways.by_handle);
  data.set("no_way", !ways.by_code && !ways.by_handle);
  data.set("is_code_out", ways.is_code_out);
  const auto channel = call.ports().plugins.plugin(ways.channel);
  data.set("code_help", words.filled("proof.code_help", {channel ? channel->name.in(call.language) : ways.channel}));
  data.set("send_word", words(ways.is_code_out ? "proof.send_again" : "proof.send"));
  if (problem) {
    data.set("error", words.what(*problem));
    data.set("error_next", words.next(*problem));
    data.set("code_wrong", problem->where == "code");
    data.set("handle_wrong", problem->where == "handle");
  }
  return page(call, "proof", words("proof.title"), data, problem ? status_of(*problem) : 200);
}

/// The ways, or the page that answers for them.
template <class Then>
Response with_ways(Call& call, Then then) {
  auto& guesses = call.services.guesses;
  if (guesses.is_spent(call.request.network, call.now())) return too_many(call);
  const auto ways = actions::proof_ways(call.ports(), call.part("docket"));
  if (ways) return then(*ways);
  if (ways.error().kind != domain::ProblemKind::gone) guesses.count_miss(call.request.network, call.now());
  return missed(call, ways.error());
}

Response show_proof(Call& call) {
  return with_ways(call, [&](const actions::ProofWays& ways) { return proof_page(call, ways, std::nullopt); });
}

Response proven(Call& call, const actions::ProofWays& ways, const domain::Result<std::string>& token) {
  if (!token) {
    call.services.guesses.count_miss(call.request.network, call.now());
    const auto now = actions::proof_ways(call.ports(), ways.docket);
    return proof_page(call, now ? *now : ways, token.error());
  }
  return redirect_to(path_of(call, ways.docket)).with("Set-Cookie", proof_cookie(*token, ways.docket, call.services.settings));
}

Response prove(Call& call) {
  return with_ways(call, [&](const actions::ProofWays& ways) {
    const std::string_view way = value_of(call.form, "way");
    if (way == "handle") return proven(call, ways, actions::prove_by_handle(call.ports(), ways.docket, std::string(value_of(call.form, "handle"))));
    if (way == "code") return proven(call, ways, actions::prove_by_code(call.ports(), ways.docket, std::string(value_of(call.form, "code"))));
    const auto sent = actions::send_proof_code(call.ports(), ways.docket);
    return sent ? redirect_to(path_of(call, ways.docket, "/proof")) : proof_page(call, ways, sent.error());
  });
}

/// Does one thing in the citizen's name and shows the page again; without a proof that holds it leads to proving.
Response say(Call& call, const domain::Result<void>& did, std::string_view thanks) {
  const auto tracking = actions::track_docket(call.ports(), call.part("docket"));
  if (!tracking) return missed(call, tracking.error());
  if (did) return redirect_to(path_of(call, tracking->docket, "?done=" + std::string(thanks)));
  if (did.error().kind == domain::ProblemKind::not_found) return redirect_to(path_of(call, tracking->docket, "/proof"));
  return tracking_page(call, *tracking, did.error(), status_of(did.error()));
}

Response rate(Call& call) {
  const std::string fixed(value_of(call.form, "fixed"));
  return say(call, actions::rate_outcome(call.ports(), call.part("docket"), proof_token(call.request), fixed), "rated");
}

Response reopen(Call& call) {
  const std::string words(value_of(call.form, "words"));
  return say(call, actions::ask_reopening(call.ports(), call.part("docket"), proof_token(call.request), words), "reopening_asked");
}

}  // namespace

void add_citizen_parts(Call& call, const actions::Tracking& tracking, const std::optional<domain::Problem>& problem, PageData& data) {
  const Words& words = words_of(call);
  const std::string token = proof_token(call.request);
  const auto file =
      token.empty() ? domain::Result<actions::CitizenFile>(domain::not_found()) : actions::show_to_citizen(call.ports(), tracking.docket, token);
  data.set("proof", path_of(call, tracking.docket, "/proof"));
  if (!file) {
    data.set("closed_box", true);
    data.set("proof_word", words(tracking.status == domain::Status::closed ? "track.read_and_rate" : "track.read"));
    return;
  }
  PageData said;
  said.set("entries", entries_of(call, *file));
  said.set("public_only", file->level == domain::ProofLevel::handle);
  data.set("said", said);
  data.set("can_rate", file->can_rate);
  data.set("rating", path_of(call, tracking.docket, "/rating"));
  if (!file->fixed.empty()) data.set("rated", words("rate." + file->fixed));
  data.set("can_ask", file->can_ask_reopening && !file->fixed.empty() && file->fixed != domain::detail_name::kFixedYes);
  data.set("reopening", path_of(call, tracking.docket, "/reopening"));
  data.set("asked", file->has_asked_reopening);
  const std::string done = "done." + std::string(value_of(call.request.query, "done"));
  if (words.has(done)) data.set("thanks", words(done));
  if (problem) {
    data.set("error", words.what(*problem));
    data.set("error_next", words.next(*problem));
  }
}

std::vector<Route> citizen_proof_pages() {
  return {{"GET", "/track/{docket}/proof", Access::open, Face::page, show_proof},
          {"POST", "/track/{docket}/proof", Access::open, Face::page, prove},
          {"POST", "/track/{docket}/rating", Access::open, Face::page, rate},
          {"POST", "/track/{docket}/reopening", Access::open, Face::page, reopen}};
}

}  // namespace seva::http
