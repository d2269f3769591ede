#include "storage/backup_lines.hpp"

#include <sodium.h>

#include <charconv>
#include <fstream>
#include <stdexcept>

#include "domain/unicode.hpp"

namespace seva::storage {
namespace {

namespace json = boost::json;

constexpr std::size_t kLinesPiece = 256UL * 1024;
constexpr int kBase64 = sodium_base64_VARIANT_ORIGINAL;

[[noreturn]] void refuse(const char* what) { throw std::runtime_error(what); }

json::value parsed(std::string_view line) {
  boost::system::error_code error;
  json::value value = json::parse({line.data(), line.size()}, error);
  if (error) refuse("A line of the file is no JSON");
  return value;
}

/// The file's names are relative, and lead nowhere else than below the folder that they are put into.
std::string safe_path(const json::value& value) {
  const std::string path(value.as_string());
  const std::filesystem::path parts(path);
  if (path.empty() || parts.is_absolute()) refuse("A file of the backup has no name below its folder");
  for (const auto& part : parts)
    if (part == ".." || part == ".") refuse("A file of the backup has no name below its folder");
  return path;
}

void take_archive(const json::object& head, BackupCounts& counts) {
  const auto* month = head.if_contains("archive");
  if (month == nullptr) return;
  counts.archived_month = month->as_string();
  const std::string number(head.at("number").as_string());
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), counts.archive);
  if (error != std::errc{} || end != number.data() + number.size()) refuse("The archive has no number");
}

void check_last(const json::object& said, const BackupCounts& counts) {
  BackupCounts last;
  for (const auto& [table, rows] : said.at("rows").as_object()) last.rows[table] = rows.to_number<std::int64_t>();
  if (last.rows != counts.rows || said.at("files").to_number<std::int64_t>() != counts.files)
    refuse("The file holds other counts than its last line says");
}

/// One line. True: it was the last.
bool visit(const json::value& line, BackupVisitor& visitor, BackupCounts& counts, std::string& table, bool& is_in_file) {
  if (line.is_array()) {
    if (is_in_file) {
      visitor.piece(unwrapped_bytes(line));
    } else {
      if (table.empty()) refuse("The file has a row before its table");
      ++counts.rows[table];
      visitor.row(line.as_array());
    }
    return false;
  }
  const json::object& head = line.as_object();
  if (const auto* name = head.if_contains("table")) {
    table = name->as_string();
    counts.rows.try_emplace(table, 0);
    is_in_file = false;
    visitor.table(table, json::value_to<std::vector<std::string>>(head.at("columns")));
  } else if (const auto* path = head.if_contains("file")) {
    is_in_file = true;
    ++counts.files;
    visitor.file(safe_path(*path));
  } else {
    check_last(head, counts);
    return true;
  }
  return false;
}

}  // namespace

json::value wrapped_bytes(std::string_view bytes) {
  std::string text(sodium_base64_encoded_len(bytes.size(), kBase64), '\0');
  sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), kBase64);
  text.pop_back();
  return json::array{std::move(text)};
}

std::string unwrapped_bytes(const json::value& value) {
  const json::string& text = value.as_array().at(0).as_string();
  std::string bytes(text.size(), '\0');
  std::size_t size = 0;
  if (sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(), text.size(), nullptr, &size, nullptr, kBase64) !=
      0)
    refuse("Bytes in the file are no base64");
  bytes.resize(size);
  return bytes;
}

json::value written_value(Row& row, const TableColumn& column) {
  if (column.is_number) {
    const auto number = row.maybe_number();
    return number ? json::value(*number) : json::value();
  }
  const std::string_view text = row.view();
  return domain::is_utf8(text) ? json::value(text) : wrapped_bytes(text);
}

Value read_value(const json::value& written, const TableColumn& column, RowBatch& batch) {
  if (written.is_null()) return {};
  if (column.is_number) return written.as_int64();
  return batch.keep(written.is_array() ? unwrapped_bytes(written) : std::string(written.as_string()));
}

void write_file(const std::filesystem::path& file, const std::string& name, BackupWriter& writer) {
  std::ifstream bytes(file, std::ios::binary);
  writer.line(json::serialize(json::object{{"file", name}}));
  std::string piece(kLinesPiece, '\0');
  while (bytes) {
    bytes.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    const auto size = static_cast<std::size_t>(bytes.gcount());
    if (size > 0) writer.line(json::serialize(wrapped_bytes({piece.data(), size})));
  }
  if (!bytes.eof()) throw std::runtime_error("A file that belongs to a ticket cannot be read");
}

std::string last_line(const BackupCounts& counts) {
  json::object rows;
  for (const auto& [table, count] : counts.rows) rows[table] = count;
  return json::serialize(json::object{{"rows", std::move(rows)}, {"files", counts.files}});
}

BackupCounts visit_backup(const std::filesystem::path& source, BackupVisitor& visitor) {
  try {
    BackupReader reader(source);
    const auto first = reader.next();
    if (!first || !first->starts_with("{\"seva_backup\":")) refuse("The file is no backup of this program");
    const json::object head = parsed(*first).as_object();
    if (head.at("seva_backup").to_number<int>() != kBackupForm) refuse("The backup has a later form than this program knows; use the newer program");
    BackupCounts counts;
    counts.schema = head.at("schema").to_number<int>();
    take_archive(head, counts);
    visitor.schema(counts.schema);
    std::string table;
    bool is_in_file = false;
    bool is_whole = false;
    while (const auto line = reader.next()) {
      if (is_whole) refuse("The file goes on behind its last line");
      is_whole = visit(parsed(*line), visitor, counts, table, is_in_file);
    }
    if (!is_whole) refuse("The file ends before its last line");
    return counts;
  } catch (const boost::system::system_error&) {
    refuse("A line of the file is not what it should be");
  } catch (const std::out_of_range&) {
    refuse("A line of the file is not what it should be");
  } catch (const std::invalid_argument&) {
    refuse("A line of the file is not what it should be");
  }
}

}  // namespace seva::storage
