#include <regex>

#include "http/served_world.hpp"

namespace seva::http {
namespace {

class OfficerPages : public ServedWorld {
 protected:
  domain::Ticket ticket(const std::string& docket) {
    domain::Ticket found;
    world.store->read([&](actions::Transaction& transaction) { found = *transaction.tickets().by_docket(docket); });
    return found;
  }
  /// Sends the form with the version that the page shows.
  Client::Answer sent(Client& client, const std::string& docket, const std::string& act, Fields fields) {
    fields.emplace_back("version", std::to_string(ticket(docket).version));
    return client.form("/tickets/" + docket + act, fields);
  }
};

TEST_F(OfficerPages, EveryFormOfATicketDoesWhatItSays) {
  const std::string docket = a_ticket();
  Client meera = as("meera.singh");
  const auto done = [&](const std::string& act, const Fields& fields) { return sent(meera, docket, act, fields).header("location"); };
  const std::string back = "/tickets/" + docket + "?done=";
  EXPECT_EQ(done("/note", {{"text", "कैमरा 14"}}), back + "noted");
  EXPECT_EQ(done("/assign", {{"login", "ravi.verma"}}), back + "assigned");
  EXPECT_TRUE(ticket(docket).assignee);
  EXPECT_EQ(done("/process", {{"reason", ""}}), back + "processed");
  EXPECT_EQ(done("/reply", {{"text", "टीम भेजी गई है।"}, {"private", "no"}, {"then", ""}}), back + "replied");
  EXPECT_EQ(done("/ask", {{"text", "बस का नंबर?"}}), back + "asked");
  EXPECT_EQ(ticket(docket).status, domain::Status::incomplete);
  EXPECT_EQ(done("/correct", {{"category", "noise"}, {"priority", "low"}, {"reason", ""}}), back + "corrected");
  EXPECT_EQ(done("/close", {{"outcome", "fir"}, {"field.fir_number", "412/2026"}, {"field.station", "हज़रतगंज"}}), back + "closed");
  EXPECT_EQ(ticket(docket).outcome.fields.at("fir_number"), "412/2026");
  EXPECT_EQ(done("/verify", {{"reason", ""}}), back + "verified");
  EXPECT_EQ(done("/process", {{"form", "reopen"}, {"reason", "नागरिक संतुष्ट नहीं"}}), back + "reopened");
  EXPECT_EQ(done("/forward", {{"unit", "alambagh"}, {"reason", "उनका क्षेत्र"}}), back + "forwarded");
  EXPECT_EQ(done("/forward", {{"unit", "kanpur"}, {"reason", "उनका क्षेत्र"}}), "/desk?done=forwarded") << "whoever gave it away goes on with the list";
}

TEST_F(OfficerPages, ARefusedFormComesBackWithWhatWasTypedAndWhy) {
  const std::string docket = a_ticket();
  Client meera = as("meera.singh");
  const auto closing = sent(meera, docket, "/close", {{"outcome", "fir"}, {"field.station", "थाना हज़रतगंज"}});
  EXPECT_EQ(closing.status, 422);
  EXPECT_NE(closing.body.find("value=\"थाना हज़रतगंज\""), std::string::npos) << "nothing typed is lost";
  EXPECT_NE(closing.body.find("aria-invalid"), std::string::npos);
  EXPECT_NE(closing.body.find("role=\"alert\""), std::string::npos);
  const auto stale = meera.form("/tickets/" + docket + "/reply", {{"text", "मेरा लिखा हुआ उत्तर"}, {"private", "no"}, {"version", "0"}});
  EXPECT_EQ(stale.status, 412);
  EXPECT_NE(stale.body.find("मेरा लिखा हुआ उत्तर</textarea>"), std::string::npos);
}

TEST_F(OfficerPages, TheSameFormSentTwiceActsOnce) {
  const std::string docket = a_ticket();
  Client meera = as("meera.singh");
  const Fields fields = {{"text", "टीम भेजी गई है।"}, {"private", "no"}, {"version", std::to_string(ticket(docket).version)}};
  EXPECT_EQ(meera.form("/tickets/" + docket + "/reply", fields).status, 303);
  EXPECT_EQ(meera.form("/tickets/" + docket + "/reply", fields).status, 412);
  std::size_t replies = 0;
  world.store->read([&](actions::Transaction& transaction) {
    for (const auto& delivery : transaction.deliveries().of_ticket(ticket(docket).id)) replies += delivery.text == "टीम भेजी गई है।" ? 1 : 0;
  });
  EXPECT_EQ(replies, 1U);
}

TEST_F(OfficerPages, AFormWithoutTheTokenIsRefusedOnEveryPage) {
  const std::string docket = a_ticket();
  Client forger = as("meera.singh");
  forger.csrf.clear();
  const std::size_t before = world.events_of(docket);
  for (const char* act : {"/reply", "/ask", "/note", "/process", "/close", "/forward", "/assign", "/correct", "/verify"})
    EXPECT_EQ(forger.form("/tickets/" + docket + act, {{"text", "x"}, {"reason", "x"}, {"unit", "kanpur"}, {"csrf", std::string(64, '0')}}).status,
              403)
        << act;
  Client administrator = as("administrator");
  administrator.csrf.clear();
  for (const char* path : {"/admin/users", "/admin/users/ravi.verma/password", "/admin/users/ravi.verma/disabled", "/account/password", "/logout"})
    EXPECT_EQ(administrator.form(path, {{"login", "x"}}).status, 403) << path;
  EXPECT_EQ(world.events_of(docket), before);
}

TEST_F(OfficerPages, TheDeskGroupsByClockAndLeadsToTheNextPage) {
  for (int count = 0; count < 53; ++count) a_ticket("मोबाइल " + std::to_string(count));
  Client ravi = as("ravi.verma");
  const auto first = ravi.get("/desk?lang=en");
  EXPECT_NE(first.body.find("Due today"), std::string::npos);
  std::smatch next;
  ASSERT_TRUE(std::regex_search(first.body, next, std::regex("href=\"(/desk\\?[^\"]*cursor=[^\"]*)\" rel=\"next\"")));
  const std::string link = std::regex_replace(std::string(next[1]), std::regex("&amp;"), "&");
  EXPECT_NE(link.find("lang=en"), std::string::npos) << "the language goes on";
  const auto second = ravi.get(link);
  EXPECT_EQ(second.status, 200);
  EXPECT_NE(second.body.find("First page"), std::string::npos);
  EXPECT_EQ(ravi.get("/desk?cursor=x").status, 400);
  EXPECT_EQ(ravi.get("/desk?status=x").status, 400);
  EXPECT_EQ(ravi.get("/desk?nothing=x").status, 400);
}

TEST_F(OfficerPages, AnEmptyDeskSaysWhatWillHappenAndAFilteredOneHowToWidenIt) {
  Client ravi = as("ravi.verma");
  EXPECT_NE(ravi.get("/desk?lang=en").body.find("Nothing waits here."), std::string::npos);
  EXPECT_NE(ravi.get("/desk?lang=en&status=closed").body.find("Nothing matches this filter."), std::string::npos);
}

TEST_F(OfficerPages, AConfidentialTicketsTextStandsOnNoList) {
  world.complain({"पीछा करने वाला फिर आया", "hazratganj", "women", domain::Priority::high, std::chrono::minutes{5}, true});
  EXPECT_EQ(as("ravi.verma").get("/desk").body.find("पीछा"), std::string::npos);
}

TEST_F(OfficerPages, TheSearchFieldLeadsToTheTicketAsTyped) {
  const std::string docket = a_ticket();
  std::string typed = docket;
  std::erase(typed, '-');
  EXPECT_EQ(as("ravi.verma").get("/desk?docket=" + typed).header("location"), "/tickets/" + docket);
  EXPECT_EQ(as("ravi.verma").get("/desk?docket=%2f%2fevil.example").header("location"), "/tickets/%2F%2Fevil.example");
}

TEST_F(OfficerPages, EverybodyChangesTheirPasswordOnTheirOwnPage) {
  Client ravi = as("ravi.verma");
  EXPECT_NE(ravi.get("/account").body.find("थाना हज़रतगंज"), std::string::npos);
  const auto change = [&](const std::string& current, const std::string& wanted, const std::string& again) {
    return ravi.form("/account/password", {{"current", current}, {"password", wanted}, {"again", again}});
  };
  EXPECT_EQ(change("wrong", "another long sentence", "another long sentence").status, 403);
  EXPECT_EQ(change(kDemoPassword, "another long sentence", "another long one").status, 422);
  EXPECT_EQ(change(kDemoPassword, "short", "short").status, 422);
  const auto changed = change(kDemoPassword, "another long sentence", "another long sentence");
  EXPECT_EQ(changed.header("location"), "/login?done=own_password");
  EXPECT_EQ(ravi.get("/desk").status, 303);
  EXPECT_EQ(visitor().sign_in("ravi.verma", "another long sentence").status, 201);
}

/// Every word of every page exists in both languages, or a page would fail in one of them.
TEST_F(OfficerPages, EveryPageExistsInBothLanguages) {
  world.fill();
  a_question();
  std::vector<std::string> paths = {"/", "/login", "/docs", "/desk", "/desk?status=all", "/triage", "/admin", "/account", "/no/such/page"};
  world.store->read([&](actions::Transaction& transaction) {
    actions::TicketQuery all;
    all.scope = {true, {}};
    for (const auto& row : transaction.tickets().list(all)) {
      paths.push_back("/tickets/" + row.ticket.docket);
      paths.push_back("/track/" + row.ticket.docket);
    }
  });
  for (const char* login : {"meera.singh", "triage.desk", "watcher", "administrator"})
    for (const std::string& path : paths)
      for (const char* language : {"hi", "en"}) {
        const auto answer = as(login).get(path + (path.find('?') == std::string::npos ? "?lang=" : "&lang=") + language, {{"Accept", "text/html"}});
        EXPECT_LT(answer.status, 500) << path << " " << language;
        if (answer.header("content-type").starts_with("text/html")) {
          EXPECT_EQ(answer.header("content-language"), language) << path;
          EXPECT_EQ(answer.body.find("{{"), std::string::npos) << path;
        }
      }
}

TEST_F(OfficerPages, TheBarSaysWhereOneIs) {
  const std::string page = as("triage.desk").get("/triage").body;
  EXPECT_NE(page.find("<a href=\"/triage\" aria-current=\"page\">"), std::string::npos);
  EXPECT_NE(page.find("<a href=\"/desk\">"), std::string::npos);
}

}  // namespace
}  // namespace seva::http
