#include "actions/fetch_files.hpp"

#include "actions/attach_files.hpp"
#include "actions/sealed_world.hpp"
#include "machine/file_folder.hpp"

namespace seva::actions {
namespace {

class KindByFirstWord final : public FileKinds {
 public:
  std::string type_of(std::string_view bytes) override { return bytes.starts_with("PICTURE") ? "image/jpeg" : "text/html"; }
};

/// A service that hands out what the test says, and remembers what it was asked for.
class ScriptedFetcher final : public FileFetcher {
 public:
  std::map<std::string, FetchedBytes> there;
  std::vector<FileSource> asked;
  std::function<void()> meanwhile = [] {};

  std::vector<FetchedBytes> fetch(std::span<const FileSource> sources) override {
    std::vector<FetchedBytes> fetched;
    for (const FileSource& source : sources) {
      asked.push_back(source);
      const auto found = there.find(source.url);
      fetched.push_back(found == there.end() ? FetchedBytes{{}, "gone", true} : found->second);
    }
    meanwhile();
    return fetched;
  }
};

struct FetchingFiles : ::testing::Test, SealedWorld {
  FetchingFiles() { fetcher.there["https://pictures.example/1"] = {"PICTURE of a broken lamp"}; }

  static domain::Message with(domain::Message message, std::vector<domain::Attachment> attachments) {
    message.attachments = std::move(attachments);
    return message;
  }
  std::string open_ticket(std::vector<domain::Attachment> attachments) {
    EXPECT_EQ(take({with(post("p1", "grievance D1"), std::move(attachments))}).opened, 1);
    return tickets().front().docket;
  }
  std::string picture(const std::string& docket, const TicketFile& file) {
    if (file.files.empty()) return "none";
    auto opened = read_file(ports, files, district, docket, file.files.front().id);
    if (!opened) return opened.error().code;
    return std::string(std::istreambuf_iterator<char>(*opened->bytes), {});
  }
  TicketFile shown(const std::string& docket) { return *show_ticket(ports, district, docket); }
  std::size_t kept() { return bytes.kept_before(clock.time + hours{1'000'000}).size(); }
  /// Until nothing is due.
  void run() {
    while (fetching.run() > 0) continue;
  }

  machine::FileFolder bytes{folder / "files"};
  KindByFirstWord kinds;
  FilePorts files{bytes, kinds, vault};
  ScriptedFetcher fetcher;
  FetchFiles fetching{ports, files, fetcher};
};

TEST_F(FetchingFiles, BringsWhatCameWithAComplaintOnceAndShowsItToWhoeverReadsTheTicket) {
  const std::string docket = open_ticket({{"3_1", "photo", "https://pictures.example/1"}});
  TicketFile before = shown(docket);
  ASSERT_EQ(before.message_files.size(), 1U);
  EXPECT_TRUE(before.message_files[0].is_waiting());
  run();
  run();
  ASSERT_EQ(fetcher.asked.size(), 1U) << "once is enough";
  EXPECT_EQ(fetcher.asked[0].channel, "x");
  const TicketFile after = shown(docket);
  ASSERT_EQ(after.files.size(), 1U);
  EXPECT_EQ(after.files[0].name, "photo-1.jpg");
  EXPECT_EQ(after.files[0].type, "image/jpeg");
  EXPECT_EQ(after.files[0].event, after.events.front().id);
  EXPECT_EQ(after.message_files[0].file, after.files[0].id);
  EXPECT_EQ(picture(docket, after), "PICTURE of a broken lamp");
  EXPECT_EQ(read_file(ports, files, person(domain::Role::officer, "D2"), docket, after.files[0].id).error().code, "not_found");
  clock.time += hours{48};
  EXPECT_EQ(remove_unattached(ports, bytes), 0U) << "it belongs to the complaint";
}

TEST_F(FetchingFiles, SaysWhyWhatIsNoPictureOrIsGoneWasNotTaken) {
  fetcher.there["https://pictures.example/2"] = {"<html>please log in</html>"};
  const std::string docket =
      open_ticket({{"1", "photo", "https://pictures.example/gone"}, {"2", "photo", "https://pictures.example/2"}, {"3", "photo", ""}});
  run();
  const TicketFile file = shown(docket);
  ASSERT_EQ(file.message_files.size(), 3U);
  EXPECT_EQ(file.message_files[0].refusal, "gone");
  EXPECT_EQ(file.message_files[1].refusal, "file_kind_refused");
  EXPECT_EQ(file.message_files[2].refusal, "no_address");
  EXPECT_EQ(fetcher.asked.size(), 2U);
  EXPECT_TRUE(file.files.empty());
  EXPECT_EQ(kept(), 0U);
}

TEST_F(FetchingFiles, AsksAgainLaterWhereTheServiceIsDownAndGivesUpAfterSixTimes) {
  fetcher.there["https://pictures.example/1"] = {{}, "unreachable", false};
  const std::string docket = open_ticket({{"3_1", "photo", "https://pictures.example/1"}});
  run();
  EXPECT_EQ(fetcher.asked.size(), 1U) << "not again before its time";
  clock.time += minutes{2};
  run();
  EXPECT_EQ(fetcher.asked.size(), 2U);
  EXPECT_TRUE(shown(docket).message_files[0].is_waiting());
  for (int turn = 0; turn < 10; ++turn) {
    clock.time += hours{5};
    run();
  }
  EXPECT_EQ(fetcher.asked.size(), 6U);
  EXPECT_EQ(shown(docket).message_files[0].refusal, "unreachable");
}

TEST_F(FetchingFiles, KeepsOneFileWhereTwoFetchTheSame) {
  const std::string docket = open_ticket({{"3_1", "photo", "https://pictures.example/1"}});
  ScriptedFetcher other_fetcher;
  other_fetcher.there = fetcher.there;
  FetchFiles other(ports, files, other_fetcher);
  fetcher.meanwhile = [&] {
    clock.time += minutes{5};
    other.run();
  };
  fetching.run();
  EXPECT_EQ(other_fetcher.asked.size(), 1U);
  EXPECT_EQ(shown(docket).files.size(), 1U);
  EXPECT_EQ(kept(), 1U);
}

TEST_F(FetchingFiles, LeavesARecordingsPicturesWhereTheyAre) {
  ASSERT_EQ(take({with(post("p1", "grievance D1"), {{"3_1", "photo", "https://pictures.example/1"}})}, true).opened, 1);
  run();
  EXPECT_TRUE(fetcher.asked.empty());
  EXPECT_TRUE(shown(tickets().front().docket).message_files.empty());
}

TEST_F(FetchingFiles, FetchesWhatWaitedInTriageOnceItBecomesAComplaint) {
  ASSERT_EQ(take({with(post("p1", "grievance unsure D1"), {{"3_1", "photo", "https://pictures.example/1"}})}).triage, 1);
  run();
  EXPECT_TRUE(fetcher.asked.empty()) << "perhaps nobody has to act";
  const auto decided = decide_triage(ports, person(domain::Role::triage, "HQ"), waiting().front().id, {});
  ASSERT_TRUE(decided) << decided.error().code;
  run();
  EXPECT_EQ(shown(decided->ticket->docket).files.size(), 1U);
}

TEST_F(FetchingFiles, OfASealedTicketLieEncryptedAndShowNothingToThoseAbove) {
  FetchFiles sealed_fetching(sealed_ports, files, fetcher);
  ASSERT_EQ(receive({with(sms("1", kComplaint), {{"mms", "Anjali", "https://pictures.example/1"}})}).opened, 1);
  const std::string docket = tickets().front().docket;
  while (sealed_fetching.run() > 0) continue;
  expect_nothing_in_clear({"pictures.example", "lamp"});
  std::ostringstream disk;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder / "files"))
    if (entry.is_regular_file()) disk << std::ifstream(entry.path(), std::ios::binary).rdbuf();
  EXPECT_EQ(disk.str().find("lamp"), std::string::npos);
  const auto file = show(officer, docket);
  ASSERT_EQ(file->files.size(), 1U);
  const auto opened = read_file(sealed_ports, files, officer, docket, file->files[0].id);
  ASSERT_TRUE(opened) << opened.error().code;
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(*opened->bytes), {}), "PICTURE of a broken lamp");
  EXPECT_TRUE(show(headquarters, docket)->files.empty());
  EXPECT_EQ(read_file(sealed_ports, files, headquarters, docket, file->files[0].id).error().code, "sealed");
}

}  // namespace
}  // namespace seva::actions
