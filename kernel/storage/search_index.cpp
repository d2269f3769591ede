#include "storage/search_index.hpp"

#include <filesystem>

#include "storage/connection_pool.hpp"
#include "storage/repository_session.hpp"
#include "storage/row_codec.hpp"

namespace seva::storage {
namespace {

constexpr std::string_view kFile = "words-1.db";  ///< the number rises when the tables change
constexpr std::size_t kReaders = 4;
constexpr std::chrono::milliseconds kLockPatience{10'000};

constexpr std::string_view kCreateWords =
    "CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5(content, tokenize = \"unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'\")";
constexpr std::string_view kCreateProgress =
    "CREATE TABLE IF NOT EXISTS progress (place INTEGER PRIMARY KEY CHECK (place = 1), form TEXT NOT NULL, followed INTEGER NOT NULL, "
    "backfilled INTEGER NOT NULL, filled_from INTEGER NOT NULL)";

const Select kFindWords = select("find words", "rowid", "FROM words WHERE words MATCH :terms AND rowid < :before ORDER BY rowid DESC LIMIT :most");
const Statement kPut{"put words in", "INSERT OR REPLACE INTO words (rowid, content) VALUES (:ticket, :content)"};
const Statement kTakeOut{"take words out", "DELETE FROM words WHERE rowid = :ticket"};
const Select kProgress = select("read how far the index is", "form, followed, backfilled, filled_from", "FROM progress");
const Statement kSetProgress{"keep how far the index is",
                             "INSERT OR REPLACE INTO progress (place, form, followed, backfilled, filled_from) "
                             "VALUES (1, :form, :followed, :backfilled, :filled_from)"};

/// As a string of FTS5, in which nothing has a meaning but the quote.
std::string as_string(std::string_view term) {
  std::string text = "\"";
  for (const char symbol : term) {
    if (symbol == '"') text += '"';
    if (symbol != '\0') text += symbol;
  }
  return text + "\"";
}

std::string expression_of(const actions::SearchTerms& terms) {
  std::string expression;
  const auto add = [&](const std::string& part) { expression += (expression.empty() ? "" : " AND ") + part; };
  for (const auto& group : terms.groups) {
    std::string any;
    for (const std::string& term : group) any += (any.empty() ? "" : " OR ") + as_string(term);
    add("(" + any + ")");
  }
  if (!terms.beginning.empty()) add(as_string(terms.beginning) + "*");
  return expression;
}

std::string content_of(const actions::SearchDocument& document) {
  std::string content = document.text;
  for (const std::string& token : document.tokens) content.append(" ").append(token);
  return content;
}

DatabaseAddress address_in(const std::filesystem::path& folder) {
  DatabaseAddress address;
  address.path = (folder / kFile).string();
  return address;
}

void create_tables(const DatabaseAddress& address) {
  Connection connection(address, Access::write, BatchWriting::row_by_row);
  connection.command("create the words", kCreateWords);
  connection.command("create the progress", kCreateProgress);
  connection.select(kProgress, {}, [](Row&) {});
}

/// Nothing but what this class wrote lies in the folder, so that files of other forms go with a broken one.
void begin_anew(const std::filesystem::path& folder) {
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    if (entry.path().filename().string().starts_with("words-")) std::filesystem::remove(entry.path());
}

class FtsIndex final : public actions::SearchIndex {
 public:
  explicit FtsIndex(const DatabaseAddress& address)
      : readers_(address, Access::read, BatchWriting::row_by_row, kReaders), writer_(address, Access::write, BatchWriting::row_by_row, 1) {}

  std::vector<domain::TicketId> find(const actions::SearchTerms& terms, domain::TicketId before, std::size_t limit) override {
    std::vector<domain::TicketId> found;
    const std::string expression = expression_of(terms);
    const std::int64_t end = before ? before.value : std::numeric_limits<std::int64_t>::max();
    RepositorySession session(readers_, Access::read, kLockPatience);
    session.select(kFindWords, {expression, end, to_value(limit)}, [&](Row& row) { found.push_back(row.id<domain::TicketId>()); });
    session.commit();
    return found;
  }

  void put(std::span<const actions::SearchDocument> documents, const actions::SearchProgress& progress) override {
    RepositorySession session(writer_, Access::write, kLockPatience);
    for (const actions::SearchDocument& document : documents) {
      const std::string content = content_of(document);
      if (content.empty())
        session.execute(kTakeOut, {to_value(document.ticket)});
      else
        session.execute(kPut, {to_value(document.ticket), content});
    }
    session.execute(kSetProgress, {progress.form, to_value(progress.followed), to_value(progress.backfilled), to_value(progress.filled_from)});
    session.commit();
  }

  actions::SearchProgress progress() override {
    actions::SearchProgress progress;
    RepositorySession session(readers_, Access::read, kLockPatience);
    session.select(kProgress, {}, [&](Row& row) {
      progress.form = row.text();
      progress.followed = row.id<domain::EventId>();
      progress.backfilled = row.id<domain::TicketId>();
      progress.filled_from = row.id<domain::TicketId>();
    });
    session.commit();
    return progress;
  }

 private:
  ConnectionPool readers_;
  ConnectionPool writer_;
};

}  // namespace

std::unique_ptr<actions::SearchIndex> open_search_index(const std::string& folder) {
  std::filesystem::create_directories(folder);
  const DatabaseAddress address = address_in(folder);
  if (!std::filesystem::exists(address.path)) begin_anew(folder);
  try {
    create_tables(address);
  } catch (const DatabaseError& error) {
    if (error.failure() != Failure::broken) throw;
    begin_anew(folder);
    create_tables(address);
  }
  return std::make_unique<FtsIndex>(address);
}

}  // namespace seva::storage
