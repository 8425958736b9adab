using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Parlance.Testing;

/// <summary>A real PostgreSQL from Debian's package, in a folder of its own, on a free port of 127.0.0.1, with its default durability.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private static readonly SemaphoreSlim Gate = new(1, 1);
    private static PostgresServer? _shared; // guarded by Gate
    private static int _databases;

    private readonly string _folder;
    private readonly string _bin;
    private Process? _undertaker; // set once, after the start

    private PostgresServer(string bin, string folder, int port)
    {
        (_bin, _folder, Port) = (bin, folder, port);
    }

    public int Port { get; }

    /// <summary>Null when the server can be started here, else why tests that need it are skipped.</summary>
    public static string? Missing =>
        FindBin() is not null ? null : "PostgreSQL is not installed: there is no /usr/lib/postgresql/*/bin/initdb. Run `apt-get install postgresql`.";

    /// <summary>The one server of this test process, started by whoever asks first.</summary>
    public static async Task<PostgresServer> SharedAsync()
    {
        await Gate.WaitAsync();
        try
        {
            return _shared ??= await StartAsync();
        }
        finally
        {
            Gate.Release();
        }
    }

    /// <summary>Stops the shared server if anybody started it.</summary>
    public static async Task StopSharedAsync()
    {
        await Gate.WaitAsync();
        try
        {
            if (_shared is not null)
                await _shared.DisposeAsync();
            _shared = null;
        }
        finally
        {
            Gate.Release();
        }
    }

    public static async Task<PostgresServer> StartAsync()
    {
        var bin = FindBin() ?? throw new InvalidOperationException(Missing);
        var folder = Directory.CreateTempSubdirectory("parlance-pg-").FullName;
        var server = new PostgresServer(bin, folder, FreePort());
        if (Environment.IsPrivilegedProcess)
            await RunAsync("chown", "postgres", folder);
        await server.AsOwnerAsync("initdb", "-D", server.Data, "-U", "postgres", "--auth=trust", "--no-sync", "-E", "UTF8", "--locale=C");
        await server.AsOwnerAsync("pg_ctl", "-D", server.Data, "-l", Path.Combine(folder, "log"), "-w", "-t", "60",
            "-o", $"-p {server.Port} -c listen_addresses=127.0.0.1 -k {folder} -c max_connections=200", "start");
        server._undertaker = server.StartUndertaker();
        return server;
    }

    /// <summary>Creates an empty database.</summary>
    /// <returns>Its address, as `DATABASE_URL` would hold it.</returns>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = $"test_{Interlocked.Increment(ref _databases)}_{Environment.ProcessId}";
        await ExecuteAsync($"create database {name}");
        return $"postgresql://postgres@127.0.0.1:{Port}/{name}";
    }

    /// <summary>Runs a statement as superuser in the server's own database.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection($"Host=127.0.0.1;Port={Port};Username=postgres;Database=postgres;Pooling=false");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // statements of the tests themselves
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _undertaker?.Kill(entireProcessTree: true);
        _undertaker?.Dispose();
        await AsOwnerAsync("pg_ctl", "-D", Data, "-m", "immediate", "-w", "stop");
        Directory.Delete(_folder, recursive: true);
    }

    private string Data => Path.Combine(_folder, "data");

    private static string? FindBin() =>
        Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Select(d => Path.Combine(d, "bin")).Where(b => File.Exists(Path.Combine(b, "initdb"))).Max(StringComparer.Ordinal)
            : null;

    /// <summary>PostgreSQL refuses to run as root.</summary>
    private Task AsOwnerAsync(string tool, params string[] arguments) =>
        Environment.IsPrivilegedProcess
            ? RunAsync("runuser", ["-u", "postgres", "--", Path.Combine(_bin, tool), .. arguments])
            : RunAsync(Path.Combine(_bin, tool), arguments);

    /// <summary>Stops the server and removes its folder should this process be killed before it can.</summary>
    private Process StartUndertaker()
    {
        var stop = $"'{Path.Combine(_bin, "pg_ctl")}' -D '{Data}' -m immediate -w stop";
        var asOwner = Environment.IsPrivilegedProcess ? "runuser -u postgres -- " : "";
        string[] arguments = ["-c", $"tail --pid={Environment.ProcessId} -f /dev/null; {asOwner}{stop}; rm -rf '{_folder}'"];
        // In a session of its own, so that an interrupt of the test run does not reach it.
        return Process.Start(new ProcessStartInfo("setsid", ["sh", .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        })!;
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = "/" };
        using var process = Process.Start(start)!;
        // The started server inherits the pipes and keeps them open, so their end is not waited for.
        var output = new System.Text.StringBuilder();
        process.OutputDataReceived += (_, line) => Append(output, line.Data);
        process.ErrorDataReceived += (_, line) => Append(output, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        while (!process.HasExited)
            await Task.Delay(10);
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {output}");
    }

    private static void Append(System.Text.StringBuilder output, string? line)
    {
        lock (output)
            output.AppendLine(line);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
