#include "http/served_world.hpp"

namespace seva::http {
namespace {

class CitizenProof : public ServedWorld {
 protected:
  CitizenProof() { world.settings.instance.accounts.at(0).mode = domain::AccountMode::live; }

  std::string track(const std::string& docket, const std::string& rest = {}) { return "/track/" + docket + rest + "?lang=en"; }
  Client::Answer post(Client& client, const std::string& docket, const std::string& rest, const Fields& fields) {
    Client::Answer answer = client.form(track(docket, rest), fields);
    if (const std::string cookie = answer.header("set-cookie"); !cookie.empty()) client.cookie = cookie.substr(0, cookie.find(';'));
    return answer;
  }
  domain::Ticket ticket(const std::string& docket) {
    domain::Ticket found;
    world.store->read([&](actions::Transaction& transaction) { found = *transaction.tickets().by_docket(docket); });
    return found;
  }
  std::string handle_of(const std::string& docket) {
    std::string handle;
    world.store->read([&](actions::Transaction& transaction) {
      const domain::Ticket found = *transaction.tickets().by_docket(docket);
      handle = transaction.intake().author(found.citizen, found.channel)->handle;
    });
    return handle;
  }
  /// The six digits of the newest private message.
  std::string code_of(const std::string& docket) {
    std::string code;
    world.store->read([&](actions::Transaction& transaction) {
      for (const domain::Delivery& delivery : transaction.deliveries().of_ticket(transaction.tickets().by_docket(docket)->id))
        if (delivery.kind == domain::DeliveryKind::private_message) code = delivery.text.substr(0, 6);
    });
    return code;
  }
  Client proven(const std::string& docket) {
    Client citizen = visitor();
    EXPECT_EQ(post(citizen, docket, "/proof", {{"way", "send"}}).status, 303);
    EXPECT_EQ(post(citizen, docket, "/proof", {{"way", "code"}, {"code", code_of(docket)}}).status, 303);
    return citizen;
  }
  void close(const std::string& docket) {
    Client officer = as("ravi.verma");
    ASSERT_EQ(officer
                  .post("/api/v1/tickets/" + docket + "/status",
                        R"({"status":"closed","outcome":{"code":"fir","fields":{"fir_number":"412/2026","station":"Hazratganj"}}})")
                  .status,
              200);
  }
};

TEST_F(CitizenProof, WithoutAProofNothingOfTheTextIsShown) {
  const std::string docket = a_ticket();
  const auto page = visitor().get(track(docket));
  EXPECT_EQ(page.body.find("मोबाइल छीन ले गए"), std::string::npos);
  EXPECT_NE(page.body.find("/proof"), std::string::npos);
}

TEST_F(CitizenProof, TheHandleOpensWhatWasPublicAndNothingElse) {
  const std::string docket = a_ticket();
  Client officer = as("ravi.verma");
  ASSERT_EQ(officer.post("/api/v1/tickets/" + docket + "/notes", R"({"text":"a note of the office"})").status, 200);
  Client citizen = visitor();
  EXPECT_EQ(post(citizen, docket, "/proof", {{"way", "handle"}, {"handle", "somebody_else"}}).status, 422);
  const auto proof = post(citizen, docket, "/proof", {{"way", "handle"}, {"handle", "@" + handle_of(docket)}});
  ASSERT_EQ(proof.status, 303) << proof.body;
  const std::string cookie = proof.header("set-cookie");
  EXPECT_NE(cookie.find("HttpOnly"), std::string::npos);
  EXPECT_NE(cookie.find("SameSite=Strict"), std::string::npos);
  EXPECT_NE(cookie.find("Path=/track/" + docket), std::string::npos);
  const auto page = citizen.get(track(docket));
  EXPECT_NE(page.body.find("मोबाइल छीन ले गए"), std::string::npos);
  EXPECT_EQ(page.body.find("a note of the office"), std::string::npos);
  EXPECT_EQ(page.body.find("रवि वर्मा"), std::string::npos) << "no officer is named";
}

TEST_F(CitizenProof, TheirOwnWordsAreShownOnceHoweverOftenTheyWereAnswered) {
  const std::string docket = a_ticket();
  Client officer = as("ravi.verma");
  for (const char* answer : {R"({"text":"We look into it."})", R"({"text":"It is done."})"})
    ASSERT_EQ(officer.post("/api/v1/tickets/" + docket + "/replies", answer).status, 200);
  Client citizen = visitor();
  ASSERT_EQ(post(citizen, docket, "/proof", {{"way", "handle"}, {"handle", "@" + handle_of(docket)}}).status, 303);
  const std::string page = citizen.get(track(docket)).body;
  const std::string words = "मोबाइल छीन ले गए";
  const auto first = page.find(words);
  ASSERT_NE(first, std::string::npos);
  EXPECT_EQ(page.find(words, first + 1), std::string::npos);
}

TEST_F(CitizenProof, AProofIsForOneDocketAndForHalfAnHour) {
  const std::string docket = a_ticket();
  const std::string other = a_ticket("दुकान में चोरी हुई");
  Client citizen = proven(docket);
  EXPECT_NE(citizen.get(track(docket)).body.find("मोबाइल छीन ले गए"), std::string::npos);
  EXPECT_EQ(citizen.get(track(other)).body.find("दुकान में चोरी हुई"), std::string::npos);
  world.clock.set(world.clock.now() + std::chrono::minutes{31});
  EXPECT_EQ(citizen.get(track(docket)).body.find("मोबाइल छीन ले गए"), std::string::npos);
}

TEST_F(CitizenProof, ACodeHoldsForFiveTriesTenMinutesAndOnce) {
  const std::string docket = a_ticket();
  Client citizen = visitor();
  ASSERT_EQ(post(citizen, docket, "/proof", {{"way", "send"}}).status, 303);
  EXPECT_EQ(post(citizen, docket, "/proof", {{"way", "send"}}).status, 429) << "not twice in a minute";
  const std::string code = code_of(docket);
  ASSERT_EQ(code.size(), 6U);
  const std::string wrong = code == "000000" ? "000001" : "000000";
  for (int count = 0; count < 5; ++count) EXPECT_EQ(post(citizen, docket, "/proof", {{"way", "code"}, {"code", wrong}}).status, 422);
  EXPECT_EQ(post(citizen, docket, "/proof", {{"way", "code"}, {"code", code}}).status, 409);

  world.clock.set(world.clock.now() + std::chrono::minutes{2});
  ASSERT_EQ(post(citizen, docket, "/proof", {{"way", "send"}}).status, 303);
  world.clock.set(world.clock.now() + std::chrono::minutes{10});
  EXPECT_EQ(post(citizen, docket, "/proof", {{"way", "code"}, {"code", code_of(docket)}}).status, 409) << "too late";
  ASSERT_EQ(post(citizen, docket, "/proof", {{"way", "send"}}).status, 303);
  const std::string good = code_of(docket);
  EXPECT_EQ(post(citizen, docket, "/proof", {{"way", "code"}, {"code", good}}).status, 303);
  EXPECT_EQ(post(citizen, docket, "/proof", {{"way", "code"}, {"code", good}}).status, 409) << "once";
}

TEST_F(CitizenProof, OnlyTheHashOfACodeIsKeptWithTheTicket) {
  const std::string docket = a_ticket();
  Client citizen = visitor();
  ASSERT_EQ(post(citizen, docket, "/proof", {{"way", "send"}}).status, 303);
  world.store->read([&](actions::Transaction& transaction) {
    const auto kept = transaction.proofs().code(transaction.tickets().by_docket(docket)->id);
    ASSERT_TRUE(kept);
    EXPECT_EQ(kept->code_hash.size(), 64U);
    EXPECT_EQ(kept->code_hash.find(code_of(docket)), std::string::npos);
  });
}

TEST_F(CitizenProof, TheCitizenRatesAClosureOnceAndTheOfficeSeesIt) {
  const std::string docket = a_ticket();
  Client citizen = proven(docket);
  EXPECT_EQ(post(citizen, docket, "/rating", {{"fixed", "yes"}}).status, 409) << "it is not closed";
  close(docket);
  EXPECT_EQ(post(citizen, docket, "/rating", {{"fixed", "perhaps"}}).status, 422);
  EXPECT_EQ(post(citizen, docket, "/rating", {{"fixed", "no"}}).status, 303);
  EXPECT_EQ(post(citizen, docket, "/rating", {{"fixed", "yes"}}).status, 409) << "once";
  EXPECT_TRUE(ticket(docket).needs_attention);
  const auto timeline = as("ravi.verma").get("/api/v1/tickets/" + docket + "/timeline").body;
  EXPECT_NE(timeline.find("\"rated\""), std::string::npos);
}

TEST_F(CitizenProof, ReopeningIsAskedForWithWords) {
  const std::string docket = a_ticket();
  Client citizen = proven(docket);
  close(docket);
  ASSERT_EQ(post(citizen, docket, "/rating", {{"fixed", "no"}}).status, 303);
  EXPECT_NE(citizen.get(track(docket)).body.find("/reopening"), std::string::npos);
  EXPECT_EQ(post(citizen, docket, "/reopening", {{"words", "  "}}).status, 422);
  EXPECT_EQ(post(citizen, docket, "/reopening", {{"words", "अब तक फ़ोन नहीं मिला"}}).status, 303);
  EXPECT_EQ(post(citizen, docket, "/reopening", {{"words", "फिर"}}).status, 409) << "once";
  EXPECT_TRUE(ticket(docket).needs_attention);
  EXPECT_EQ(ticket(docket).status, domain::Status::closed) << "the office decides";
  EXPECT_NE(as("ravi.verma").get("/api/v1/tickets/" + docket + "/timeline").body.find("अब तक फ़ोन नहीं मिला"), std::string::npos);
}

TEST_F(CitizenProof, WhoeverOnlyKnowsThePublicHandleSaysNothingInTheCitizensName) {
  const std::string docket = a_ticket();
  close(docket);
  Client somebody = visitor();
  ASSERT_EQ(post(somebody, docket, "/proof", {{"way", "handle"}, {"handle", handle_of(docket)}}).status, 303);
  EXPECT_EQ(post(somebody, docket, "/rating", {{"fixed", "yes"}}).status, 409);
  Client nobody = visitor();
  EXPECT_EQ(post(nobody, docket, "/rating", {{"fixed", "yes"}}).status, 303) << "leads to proving";
  EXPECT_FALSE(ticket(docket).needs_attention);
}

TEST_F(CitizenProof, AConfidentialTicketIsOnNoPublicPage) {
  const std::string docket = world.complain({"पति ने मारा", "hazratganj", "assault", domain::Priority::high, std::chrono::minutes{5}, true});
  Client citizen = visitor();
  EXPECT_EQ(citizen.get(track(docket, "/proof")).status, 404);
  EXPECT_EQ(post(citizen, docket, "/proof", {{"way", "send"}}).status, 404);
  EXPECT_EQ(code_of(docket), "");
}

TEST_F(CitizenProof, NoForeignPageSpeaksForTheCitizen) {
  const std::string docket = a_ticket();
  Client citizen = proven(docket);
  close(docket);
  EXPECT_EQ(citizen.form(track(docket, "/rating"), {{"fixed", "yes"}}, {{"Origin", "https://evil.example"}}).status, 403);
}

}  // namespace
}  // namespace seva::http
