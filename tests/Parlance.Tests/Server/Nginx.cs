using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Parlance.Tests.Server;

/// <summary>A real nginx on a free port, configured as docs/operations.md shows, but for the port, TLS and the address of the server.</summary>
internal sealed class Nginx : IAsyncDisposable
{
    private const string Program = "/usr/sbin/nginx";

    private readonly TempFolder _folder = new();
    private readonly Process _process;

    private Nginx(int upstream)
    {
        Port = FreePort();
        var config = _folder.File("nginx.conf");
        File.WriteAllText(config, Config(_folder.Path, Port, upstream));
        // One process: a master that is killed would leave its workers behind.
        _process = Process.Start(new ProcessStartInfo(Program, ["-p", _folder.Path, "-c", config, "-e", "stderr"]) { UseShellExecute = false })!;
    }

    /// <summary>Null when it can be started here, else why the tests that need it are skipped.</summary>
    public static string? Missing => File.Exists(Program) ? null : $"nginx is not installed: there is no {Program}. Run `apt-get install nginx`.";

    public int Port { get; }

    public static async Task<Nginx> Start(int upstream)
    {
        var nginx = new Nginx(upstream);
        await Eventually.Holds(async () =>
        {
            if (nginx._process.HasExited)
                throw new InvalidOperationException($"nginx ended with {nginx._process.ExitCode}: it does not take the configuration of docs/operations.md.");
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, nginx.Port);
                return null;
            }
            catch (SocketException e)
            {
                return e.Message;
            }
        });
        return nginx;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Dispose();
    }

    private static string Config(string folder, int port, int upstream)
    {
        var page = Regex.Match(Repository.Read("docs/operations.md"), "```nginx\n(?<config>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture).Groups["config"].Value;
        page.ShouldContain("listen 443 ssl;");
        page.ShouldContain("http://127.0.0.1:8000;");
        var site = page.Replace("listen 443 ssl;", $"listen 127.0.0.1:{port};", StringComparison.Ordinal)
            .Replace("http://127.0.0.1:8000;", $"http://127.0.0.1:{upstream};", StringComparison.Ordinal);
        var temporary = string.Join('\n', new[] { "client_body", "proxy", "fastcgi", "uwsgi", "scgi" }.Select(what => $"{what}_temp_path {folder}/{what};"));
        return $"{(Environment.IsPrivilegedProcess ? "user root;\n" : "")}daemon off;\nmaster_process off;\npid {folder}/pid;\nerror_log stderr;\nevents {{}}\nhttp {{\naccess_log off;\n{temporary}\n{site}\n}}\n";
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
