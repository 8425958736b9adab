using System.Net.Sockets;
using Npgsql;

namespace Parlance.Storage.Postgres;

/// <summary>Which of PostgreSQL's errors mean that the database or the way to it, not the statement, is at fault.</summary>
internal static class PostgresErrors
{
    public static string? Outage(Exception exception) => exception switch
    {
        PostgresException e => e.SqlState switch
        {
            "53100" => "PostgreSQL's disk is full.",
            "53300" => "PostgreSQL has no free connections; lower Storage:PostgresConnections or raise its max_connections.",
            "25006" => "PostgreSQL is read-only (a standby, or out of space).",
            "55P03" or "40P01" or "40001" => "Another transaction held a lock for too long.",
            "0A000" or "26000" => "A prepared statement is no longer valid; the connection is renewed.",
            ['0', '8', ..] or ['5', '3', ..] or ['5', '7', ..] or ['5', '8', ..] or ['2', '8', ..] or ['X', 'X', ..] or "3D000" or "25P03" =>
                $"PostgreSQL cannot serve now ({e.SqlState}): {e.MessageText}",
            _ => null,
        },
        NpgsqlException or SocketException or TimeoutException or IOException => $"PostgreSQL cannot be reached: {exception.Message}",
        _ => null,
    };
}
