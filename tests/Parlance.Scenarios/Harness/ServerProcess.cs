using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Reflection;

namespace Parlance.Scenarios.Harness;

/// <summary>The real server, started from its build output as an operator would start it, with data of its own in a folder that goes with it.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private static readonly string ServerFolder = typeof(ServerProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(a => a.Key == "ServerFolder").Value!;

    private readonly ServerSettings _settings;
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(5) };
    private Process? _process;

    private ServerProcess(ServerSettings settings)
    {
        _settings = settings;
        Port = FreePort();
        Address = new Uri($"http://127.0.0.1:{Port}");
        Folder = Directory.CreateTempSubdirectory("parlance-scenario-").FullName;
    }

    public int Port { get; }

    public Uri Address { get; }

    /// <summary>Working directory and data; deleted at the end.</summary>
    public string Folder { get; }

    public string SqlitePath => Path.Combine(Folder, "parlance.db");

    public ServerLog Log { get; } = new();

    public int ProcessId => _process?.Id ?? throw new InvalidOperationException("The server is not running.");

    /// <summary>False once it was stopped, or ended by itself.</summary>
    public bool IsRunning => _process is { HasExited: false };

    /// <param name="databaseUrl">Null for a SQLite file in the server's folder.</param>
    public static async Task<ServerProcess> StartAsync(ServerSettings settings, string? databaseUrl = null)
    {
        var server = new ServerProcess(settings);
        settings.Environment["DATABASE_URL"] = databaseUrl ?? $"sqlite:///{server.SqlitePath}";
        try
        {
            await server.StartAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the process, again on the same port and data after it ended, and waits until it says that it is ready.</summary>
    public async Task StartAsync()
    {
        var dll = Path.Combine(ServerFolder, "parlance.dll");
        if (!File.Exists(dll))
            throw new FileNotFoundException($"Build src/Parlance.Server first: {dll} is missing.", dll);

        var start = Prepared(Command(dll));
        Log.Add($"--- start on port {Port}");
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Log.Add(line.Data);
        _process.ErrorDataReceived += (_, line) => Log.Add(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();

        await Eventually.Holds(async () =>
        {
            if (_process.HasExited)
                throw new InvalidOperationException($"The server ended with exit code {_process.ExitCode} instead of starting:\n{Log}");
            return await IsReadyAsync() ? null : $"not ready:\n{Log}";
        }, TimeSpan.FromSeconds(60));
    }

    /// <summary>Runs a command of the program beside the server, on the same data and settings, as an operator does in a shell.</summary>
    /// <returns>The exit code and what it said.</returns>
    public async Task<(int ExitCode, string Output)> RunAsync(params string[] command)
    {
        using var process = Process.Start(Prepared(new ProcessStartInfo("dotnet", [Path.Combine(ServerFolder, "parlance.dll"), .. command])))!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await errors);
    }

    /// <summary>What a load balancer sees: true only for a 200 of `/health/ready`.</summary>
    public async Task<bool> IsReadyAsync()
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri(Address, "/health/ready"));
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    /// <summary>What `/metrics` says.</summary>
    public Task<string> MetricsAsync() => _http.GetStringAsync(new Uri(Address, "/metrics"));

    /// <summary>Resident memory as the system counts it.</summary>
    /// <param name="peak">The most it ever was.</param>
    public long MemoryMiB(bool peak = false)
    {
        var line = File.ReadLines($"/proc/{ProcessId}/status").Single(l => l.StartsWith(peak ? "VmHWM:" : "VmRSS:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }

    /// <summary>SIGKILL: the process gets no chance to finish anything.</summary>
    public async Task KillAsync()
    {
        Signals.Send(ProcessId, Signals.Kill);
        await EndedAsync();
    }

    /// <summary>SIGTERM without waiting: what an orchestrator sends before it stops a container.</summary>
    public void Terminate() => Signals.Send(ProcessId, Signals.Terminate);

    /// <summary>Waits for the end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> EndedAsync(TimeSpan? within = null)
    {
        using var patience = new CancellationTokenSource(within ?? TimeSpan.FromSeconds(60));
        await _process!.WaitForExitAsync(patience.Token);
        var code = _process.ExitCode;
        _process.Dispose();
        _process = null;
        return code;
    }

    public async Task<int> StopAsync()
    {
        Terminate();
        return await EndedAsync();
    }

    /// <summary>Lifts or sets the limit of <see cref="ServerSettings.FileSizeLimit"/> on the running process.</summary>
    /// <param name="bytes">Null for none.</param>
    public async Task AllowFileSize(long? bytes)
    {
        var limit = bytes?.ToString() ?? "unlimited";
        using var prlimit = Process.Start("prlimit", ["--pid", ProcessId.ToString(), $"--fsize={limit}:unlimited"]);
        await prlimit.WaitForExitAsync();
        prlimit.ExitCode.ShouldBe(0);
    }

    /// <summary>Stops what still runs and deletes the data; complains about errors in the log that the story did not announce.</summary>
    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (IsRunning)
            await KillAsync();
        _process?.Dispose();
        Directory.Delete(Folder, recursive: true);
        TestContext.Current.TestOutputHelper?.WriteLine(Log.ToString());
    }

    public void ShouldHaveLoggedNoErrors() => Log.UnexpectedErrors(_settings.ExpectedErrors).ShouldBeEmpty();

    private ProcessStartInfo Command(string dll)
    {
        if (_settings.FileSizeLimit is not { } bytes)
            return new ProcessStartInfo("dotnet", [dll, "serve"]);

        // An ignored SIGXFSZ stays ignored across exec: the server gets an error from write, as with a full disk, rather than a signal that ends it.
        var script = $"trap '' XFSZ; exec prlimit --fsize={bytes}:unlimited dotnet '{dll}' serve";
        return new ProcessStartInfo("sh", ["-c", script]);
    }

    private ProcessStartInfo Prepared(ProcessStartInfo start)
    {
        start.WorkingDirectory = Folder;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.Environment.Clear();
        foreach (var name in (string[])["PATH", "HOME", "DOTNET_ROOT", "TMPDIR"])
        {
            if (Environment.GetEnvironmentVariable(name) is { } value)
                start.Environment[name] = value;
        }

        start.Environment["PORT"] = Port.ToString();
        foreach (var (name, value) in _settings.Environment)
            start.Environment[name] = value;
        return start;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
