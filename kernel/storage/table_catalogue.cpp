#include "storage/table_catalogue.hpp"

#include <algorithm>

namespace seva::storage {
namespace {

const Select kSqliteColumns{
    "look at the tables",
    "SELECT tables.name, columns.name, lower(columns.type), columns.pk FROM sqlite_master AS tables, pragma_table_info(tables.name) AS columns "
    "WHERE tables.type = 'table' AND tables.name NOT LIKE 'sqlite%' ORDER BY tables.name, columns.cid",
    4};
const Select kServerColumns{"look at the tables",
                            "SELECT c.table_name, c.column_name, c.data_type, COALESCE(k.ordinal_position, 0) FROM information_schema.columns c "
                            "LEFT JOIN information_schema.key_column_usage k ON k.table_schema = c.table_schema AND k.table_name = c.table_name "
                            "AND k.column_name = c.column_name AND k.constraint_name = 'PRIMARY' "
                            "WHERE c.table_schema = DATABASE() ORDER BY c.table_name, c.ordinal_position",
                            4};

bool is_left_out(std::string_view table) { return table == "schema_migrations" || table == "leases"; }

}  // namespace

std::vector<std::size_t> Table::key() const {
  std::vector<std::size_t> places;
  for (std::size_t place = 0; place < columns.size(); ++place)
    if (columns[place].key_place > 0) places.push_back(place);
  std::sort(places.begin(), places.end(), [&](std::size_t left, std::size_t right) { return columns[left].key_place < columns[right].key_place; });
  return places;
}

std::string Table::column_list() const {
  std::string list;
  for (const TableColumn& column : columns) list += (list.empty() ? "" : ", ") + column.name;
  return list;
}

std::vector<Table> tables_of(Connection& connection) {
  std::vector<Table> tables;
  connection.select(connection.dialect() == Dialect::sqlite ? kSqliteColumns : kServerColumns, {}, [&](Row& row) {
    const std::string name = row.text();
    if (is_left_out(name)) return;
    if (tables.empty() || tables.back().name != name) tables.push_back({name, {}});
    TableColumn& column = tables.back().columns.emplace_back();
    column.name = row.text();
    const std::string type = row.text();
    column.is_number = type == "integer" || type == "bigint" || type == "smallint";
    column.is_bytes = type == "blob" || type == "mediumblob";
    column.key_place = static_cast<int>(row.number());
  });
  return tables;
}

}  // namespace seva::storage
