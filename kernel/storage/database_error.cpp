#include "storage/database_error.hpp"

#include <sqlite3.h>

namespace seva::storage {
namespace {

std::string_view words_for(Failure failure) {
  switch (failure) {
    case Failure::conflict: return "somebody else changed it at the same time; try again";
    case Failure::duplicate: return "it is stored already";
    case Failure::connection_lost: return "the connection was lost; try again";
    case Failure::unavailable: return "no connection can be had now; try again later, and look whether the server runs";
    case Failure::full: return "the disk is full or failed; make room and look at its health";
    case Failure::broken: return "the statement, the schema, the rights or the file are wrong; see the code in the database's manual";
  }
  return "";
}

}  // namespace

DatabaseError::DatabaseError(Failure failure, int code, std::string_view statement)
    : std::runtime_error("The database failed at \"" + std::string(statement) + "\" with code " + std::to_string(code) + ": " +
                         std::string(words_for(failure)) + "."),
      failure_(failure),
      code_(code),
      statement_(statement) {}

Failure sqlite_failure(int extended_code) {
  if (extended_code == SQLITE_CONSTRAINT_UNIQUE || extended_code == SQLITE_CONSTRAINT_PRIMARYKEY || extended_code == SQLITE_CONSTRAINT_ROWID)
    return Failure::duplicate;
  switch (extended_code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL: return Failure::conflict;
    case SQLITE_FULL:
    case SQLITE_IOERR: return Failure::full;
    default: return Failure::broken;
  }
}

Failure mysql_failure(int code) {
  switch (code) {
    case 1020:  // ER_CHECKREAD: changed since the snapshot
    case 1205:  // ER_LOCK_WAIT_TIMEOUT
    case 1213:  // ER_LOCK_DEADLOCK; Galera's certification conflict too
      return Failure::conflict;
    case 1062: return Failure::duplicate;  // ER_DUP_ENTRY
    case 1047:                             // ER_UNKNOWN_COM_ERROR: a Galera node outside of the majority
    case 1053:                             // ER_SERVER_SHUTDOWN
    case 1152:                             // ER_ABORTING_CONNECTION
    case 1158:
    case 1159:
    case 1160:
    case 1161:  // ER_NET_…
    case 1180:  // ER_ERROR_DURING_COMMIT
    case 1184:  // ER_NEW_ABORTING_CONNECTION
    case 1927:  // ER_CONNECTION_KILLED
    case 2006:  // CR_SERVER_GONE_ERROR
    case 2013:  // CR_SERVER_LOST
    case 2014:  // CR_COMMANDS_OUT_OF_SYNC
    case 2026:  // CR_SSL_CONNECTION_ERROR
    case 2027:  // CR_MALFORMED_PACKET
    case 2055:  // CR_SERVER_LOST_EXTENDED
      return Failure::connection_lost;
    case 1040:  // ER_CON_COUNT_ERROR
    case 1203:  // ER_TOO_MANY_USER_CONNECTIONS
    case 2002:  // CR_CONNECTION_ERROR
    case 2003:  // CR_CONN_HOST_ERROR
    case 2005:  // CR_UNKNOWN_HOST
      return Failure::unavailable;
    case 1021:  // ER_DISK_FULL
    case 1026:  // ER_ERROR_ON_WRITE
    case 1030:  // ER_GET_ERRNO
    case 1114:  // ER_RECORD_FILE_FULL
      return Failure::full;
    default: return Failure::broken;
  }
}

}  // namespace seva::storage
