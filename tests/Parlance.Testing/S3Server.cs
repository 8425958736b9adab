using System.Diagnostics;
using System.Globalization;

namespace Parlance.Testing;

/// <summary>A server that speaks the S3 API and checks signatures, on a free port of 127.0.0.1: the npm package @20minutes/s3rver, in tests/s3.</summary>
public sealed class S3Server : IAsyncDisposable
{
    public const string Bucket = "parlance";
    public const string AccessKeyId = "S3RVER";
    public const string SecretAccessKey = "S3RVER";

    private readonly Process _process;
    private readonly TempFolder _folder;

    private S3Server(Process process, TempFolder folder, int port)
    {
        (_process, _folder) = (process, folder);
        Endpoint = new Uri($"http://127.0.0.1:{port}");
    }

    public Uri Endpoint { get; }

    /// <summary>Null when the server can be started here, else why tests that need it are skipped.</summary>
    public static string? Missing => Directory.Exists(Path.Combine(Project, "node_modules"))
        ? null
        : "The S3 server is not installed. Run `npm ci` in tests/s3.";

    private static string Project
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Parlance.slnx")))
                folder = folder.Parent;
            return Path.Combine(folder!.FullName, "tests", "s3");
        }
    }

    public static async Task<S3Server> StartAsync()
    {
        var folder = new TempFolder();
        var process = Process.Start(new ProcessStartInfo("node", [Path.Combine(Project, "server.js"), folder.Path])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        var line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The S3 server did not start.");
        return new S3Server(process, folder, int.Parse(line, CultureInfo.InvariantCulture));
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Dispose();
    }
}
