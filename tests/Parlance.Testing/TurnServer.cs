using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Parlance.Testing;

/// <summary>Debian's coturn on a free port of 127.0.0.1, which knows its users by a shared secret alone.</summary>
public sealed class TurnServer : IAsyncDisposable
{
    private const string Program = "/usr/bin/turnserver";

    private readonly TempFolder _folder = new();
    private readonly StringBuilder _log = new(); // its own lock
    private readonly int _port = FreePort();
    private readonly Process _process;

    private TurnServer() => _process = Process.Start(new ProcessStartInfo(Program,
    [
        "-n", "--listening-port", $"{_port}", "--listening-ip", "127.0.0.1", "--relay-ip", "127.0.0.1", "--no-tls", "--no-dtls", "--no-tcp", "--no-cli",
        "--use-auth-secret", "--static-auth-secret", Secret, "--realm", "parlance.test", "--allow-loopback-peers", "--relay-threads", "1",
        "--userdb", _folder.File("users"), "--pidfile", _folder.File("pid"), "--log-file", "stdout", "--verbose",
    ]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = _folder.Path })!;

    /// <summary>What coturn calls `static-auth-secret`.</summary>
    public static string Secret => "relays-know-their-users-by-this";

    /// <summary>Null when the server can be started here, else why tests that need it are skipped.</summary>
    public static string? Missing => File.Exists(Program) ? null : $"coturn is not installed: there is no {Program}. Run `apt-get install coturn`.";

    /// <summary>As `TURN_URLS` names it.</summary>
    public string Url => $"turn:127.0.0.1:{_port}?transport=udp";

    /// <summary>What it has said so far.</summary>
    public string Log
    {
        get
        {
            lock (_log)
                return _log.ToString();
        }
    }

    /// <summary>Starts it and waits until it answers.</summary>
    public static async Task<TurnServer> StartAsync()
    {
        var server = new TurnServer();
        server._process.OutputDataReceived += (_, line) => server.Append(line.Data);
        server._process.ErrorDataReceived += (_, line) => server.Append(line.Data);
        server._process.BeginOutputReadLine();
        server._process.BeginErrorReadLine();
        try
        {
            await Eventually.Holds(async () => server._process.HasExited
                ? throw new InvalidOperationException($"coturn ended with {server._process.ExitCode}:\n{server.Log}")
                : await server.AnswersAsync() ? null : $"coturn does not answer:\n{server.Log}");
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Dispose();
    }

    /// <summary>Whether a STUN binding request (RFC 8489) is answered.</summary>
    private async Task<bool> AnswersAsync()
    {
        byte[] request = [0x00, 0x01, 0x00, 0x00, 0x21, 0x12, 0xA4, 0x42, .. RandomNumberGenerator.GetBytes(12)];
        using var socket = new UdpClient();
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(500));
        try
        {
            socket.Connect(IPAddress.Loopback, _port);
            await socket.SendAsync(request, patience.Token);
            var answer = await socket.ReceiveAsync(patience.Token);
            return answer.Buffer.AsSpan().StartsWith((byte[])[0x01, 0x01]);
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            return false;
        }
    }

    private void Append(string? line)
    {
        lock (_log)
            _log.AppendLine(line);
    }

    private static int FreePort()
    {
        using var socket = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.Client.LocalEndPoint!).Port;
    }
}
