#include "http/served_world.hpp"
#include "storage/archive.hpp"

namespace seva::http {
namespace {

class ArchivedPages : public ServedWorld {
 protected:
  std::string archived_ticket() {
    const std::string docket = a_ticket("मोबाइल छीन ले गए");
    std::vector<domain::Delivery> deliveries;
    world.store->read(
        [&](actions::Transaction& transaction) { deliveries = transaction.deliveries().of_ticket(transaction.tickets().by_docket(docket)->id); });
    actions::Changes changes;
    for (domain::Delivery& delivery : deliveries) {
      delivery.state = domain::DeliveryState::delivered;
      changes.delivery_changes.push_back(delivery);
    }
    world.store->write([&](actions::Transaction& transaction) { transaction.write(changes); });
    EXPECT_EQ(as("meera.singh")
                  .post("/api/v1/tickets/" + docket + "/status", R"({"status":"closed","outcome":{"code":"action","fields":{"action":"Patrols."}}})")
                  .status,
              200);
    storage::DatabaseAddress address;
    address.path = (world.folder / "seva.db").string();
    const domain::Month month = domain::month_of(kDemoNow, "UTC");
    const auto done = storage::archive_closed({address, world.folder / "files"}, world.folder / "archives", domain::later_by(month, 1), "UTC",
                                              {world.identities, [](const auto&) {}, [](std::chrono::milliseconds) {}});
    EXPECT_TRUE(done) << done.error().what;
    EXPECT_EQ(done->size(), 1U);
    EXPECT_EQ(done->front().tickets, 1);
    month_ = month;
    return docket;
  }
  domain::Month month_;
};

TEST_F(ArchivedPages, OfficersLearnThatAComplaintIsArchivedAndInWhichMonthItWasClosed) {
  const std::string docket = archived_ticket();
  Client meera = as("meera.singh");
  for (const char* path : {"", "/timeline", "/explanation", "/print", "/options", "/duplicates", "/attachments/7"}) {
    const auto answer = meera.get("/api/v1/tickets/" + docket + path);
    EXPECT_EQ(answer.status, 410) << path;
    EXPECT_NE(answer.body.find("\"code\":\"archived\""), std::string::npos);
    EXPECT_NE(answer.body.find("\"where\":\"" + domain::written_month(month_) + "\""), std::string::npos) << answer.body;
  }
  EXPECT_EQ(meera.post("/api/v1/tickets/" + docket + "/notes", R"({"text":"Camera 14."})").status, 410);
  EXPECT_EQ(meera.send("PUT", "/api/v1/tickets/" + docket + "/presence", R"({"state":"looking"})").status, 410);
  EXPECT_EQ(
      meera.send("POST", "/api/v1/tickets/" + docket + "/attachments?name=note.txt", "Camera 14.", {{"Content-Type", "application/octet-stream"}})
          .status,
      410);
  Client kanpur = as("kanpur.desk");
  for (const char* path : {"", "/options", "/duplicates", "/attachments/7"})
    EXPECT_EQ(kanpur.get("/api/v1/tickets/" + docket + path).status, 404) << path << ": who could not read it learns nothing";
}

TEST_F(ArchivedPages, WorkOnManyTicketsSaysWhichAreArchived) {
  const std::string docket = archived_ticket();
  const std::string body = R"({"dockets":[")" + docket + R"("],"act":{"kind":"note","text":"Camera 14."},"dry_run":true})";
  const auto answer = as("meera.singh").post("/api/v1/tickets/bulk", body);
  EXPECT_EQ(answer.status, 200) << answer.body;
  EXPECT_NE(answer.body.find("\"code\":\"archived\""), std::string::npos) << answer.body;
  const auto foreign = as("kanpur.desk").post("/api/v1/tickets/bulk", body);
  EXPECT_EQ(foreign.body.find("archived"), std::string::npos) << foreign.body;
}

TEST_F(ArchivedPages, CitizensAreToldInTheirLanguageAndAreNotCountedAsGuessing) {
  const std::string docket = archived_ticket();
  Client client = visitor();
  for (int round = 0; round < 60; ++round) ASSERT_EQ(client.get("/track/" + docket).status, 410) << round;
  EXPECT_EQ(client.get("/track/" + docket + "/proof").status, 410);
  for (const char* language : {"en", "hi"}) {
    const auto page = client.get("/track/" + docket + "?lang=" + language);
    EXPECT_NE(page.body.find(domain::spoken_month(month_, language)), std::string::npos) << page.body;
    EXPECT_NE(page.body.find(docket), std::string::npos);
    EXPECT_EQ(page.body.find("मोबाइल"), std::string::npos);
  }
}

}  // namespace
}  // namespace seva::http
