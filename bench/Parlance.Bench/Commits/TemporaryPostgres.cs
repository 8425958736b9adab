using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Parlance.Bench.Commits;

/// <summary>A PostgreSQL server of our own with its defaults (fsync and synchronous_commit on), on loopback; gone when disposed.</summary>
internal sealed class TemporaryPostgres : IAsyncDisposable
{
    private const string User = "bench";

    private readonly string _folder;

    private TemporaryPostgres(string folder, int port)
    {
        _folder = folder;
        Port = port;
    }

    public int Port { get; }

    public string ConnectionString => $"Host=127.0.0.1;Port={Port};Username={User};Database=postgres";

    public string Url => $"postgresql://{User}@127.0.0.1:{Port}/postgres";

    private string Data => Path.Combine(_folder, "data");

    /// <param name="parent">An existing folder on the disk to be measured; everybody must be allowed to pass through it.</param>
    /// <returns>Null when PostgreSQL is not installed.</returns>
    public static async Task<TemporaryPostgres?> StartAsync(string parent, CancellationToken cancellationToken)
    {
        if (FindBinaries() is not { } binaries)
            return null;

        var folder = Directory.CreateDirectory(Path.Combine(parent, $"postgres-{Guid.NewGuid():N}")).FullName;
        var server = new TemporaryPostgres(folder, FreePort());
        if (Environment.IsPrivilegedProcess)
            await server.RunAsync("chown", ["postgres:", folder], cancellationToken);

        await server.RunAsOwnerAsync(Path.Combine(binaries, "initdb"), ["-D", server.Data, "-U", User, "-A", "trust", "-E", "UTF8", "--no-locale"], cancellationToken);
        await server.RunAsOwnerAsync(
            Path.Combine(binaries, "pg_ctl"),
            ["start", "-w", "-D", server.Data, "-l", Path.Combine(folder, "log"), "-o", $"-p {server.Port} -k {folder} -c listen_addresses=127.0.0.1"],
            cancellationToken);
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await RunAsOwnerAsync(Path.Combine(FindBinaries()!, "pg_ctl"), ["stop", "-w", "-m", "fast", "-D", Data], CancellationToken.None);
        Directory.Delete(_folder, recursive: true);
    }

    private static string? FindBinaries() =>
        Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")).Where(Directory.Exists).Max(StringComparer.Ordinal)
            : null;

    /// <summary>PostgreSQL refuses to run as root; the package's own user takes over then.</summary>
    private Task RunAsOwnerAsync(string file, string[] arguments, CancellationToken cancellationToken) =>
        Environment.IsPrivilegedProcess
            ? RunAsync("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", file, .. arguments], cancellationToken)
            : RunAsync(file, arguments, cancellationToken);

    private async Task RunAsync(string file, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        // Not redirected: the server that pg_ctl leaves behind would keep the pipe open for ever.
        var start = new ProcessStartInfo("sh", ["-c", "exec \"$@\" >\"$0\" 2>&1 </dev/null", Path.Combine(_folder, "output"), file, .. arguments]) { WorkingDirectory = "/" };
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{file} failed: {await File.ReadAllTextAsync(Path.Combine(_folder, "output"), cancellationToken)}");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
