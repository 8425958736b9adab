using System.Text;
using Microsoft.Data.Sqlite;
using Parlance.Core.Messages;
using Parlance.Storage.Sessions;
using SQLitePCL;

namespace Parlance.Storage.Sqlite;

/// <summary>A prepared statement without ADO.NET around it: no boxed values, no strings copied to arrays, no reader. For the few statements that run for every message.</summary>
internal sealed class RawStatement : IDisposable
{
    private readonly SqlSession _session;
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private readonly string[] _names;
    private byte[] _buffer = new byte[4096];

    /// <param name="names">The parameters in the order in which they are bound and first occur in the text.</param>
    public RawStatement(SqlSession session, string sql, params string[] names)
    {
        _session = session;
        _database = ((SqliteConnection)session.Connection).Handle!;
        _names = names;
        Check(raw.sqlite3_prepare_v3(_database, session.Dialect.Text(sql), raw.SQLITE_PREPARE_PERSISTENT, out _statement));
        for (var i = 0; i < names.Length; i++)
        {
            if (raw.sqlite3_bind_parameter_index(_statement, "@" + names[i]) != i + 1)
                throw new InvalidOperationException($"@{names[i]} is not parameter {i + 1} of the statement.");
        }
    }

    /// <param name="index">From 1.</param>
    public void Bind(int index, long value) => raw.sqlite3_bind_int64(_statement, index, value);

    public void Bind(int index, long? value)
    {
        if (value is { } number)
            raw.sqlite3_bind_int64(_statement, index, number);
        else
            raw.sqlite3_bind_null(_statement, index);
    }

    public void Bind(int index, string? text)
    {
        if (text is null)
        {
            raw.sqlite3_bind_null(_statement, index);
            return;
        }

        StorableText.Check(text, _names[index - 1]);
        if (_buffer.Length < Encoding.UTF8.GetMaxByteCount(text.Length))
            _buffer = new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        var length = Encoding.UTF8.GetBytes(text, _buffer);

        // SQLite takes a copy; an empty span would be bound as null.
        if (length == 0)
            raw.sqlite3_bind_text(_statement, index, utf8z.FromSpan("\0"u8));
        else
            Check(raw.sqlite3_bind_text(_statement, index, _buffer.AsSpan(0, length)));
    }

    /// <returns>Rows changed.</returns>
    public int Run()
    {
        var result = raw.sqlite3_step(_statement);
        raw.sqlite3_reset(_statement);
        if (result != raw.SQLITE_DONE)
            Check(result);
        return raw.sqlite3_changes(_database);
    }

    public void Dispose() => _statement.Dispose();

    private void Check(int result)
    {
        if (result == raw.SQLITE_OK)
            return;
        try
        {
            SqliteException.ThrowExceptionForRC(result, _database);
        }
        catch (SqliteException e) when (_session.Note(e) is { } outage)
        {
            throw new StorageException(outage, e);
        }
    }
}
