using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Parlance.Scenarios.Harness;

/// <summary>A cable that does not break as it says would make every story about breaking worthless.</summary>
public sealed class CableTests : IAsyncDisposable
{
    private readonly TcpListener _echo = new(IPAddress.Loopback, 0);
    private readonly Cable _cable;

    public CableTests()
    {
        _echo.Start();
        _ = EchoAsync();
        _cable = new Cable(((IPEndPoint)_echo.LocalEndpoint).Port);
    }

    [Fact]
    public async Task A_whole_cable_carries_bytes_both_ways()
    {
        using var socket = await Dial();

        (await Says(socket, 7)).ShouldBe(7);
    }

    [Fact]
    public async Task A_slow_cable_takes_its_time_each_way()
    {
        using var socket = await Dial();
        _cable.Slow(new Slowness(TimeSpan.FromMilliseconds(50), BytesPerSecond: 20)); // one byte there and one back: 100 ms each
        var began = Stopwatch.GetTimestamp();

        (await Says(socket, 7)).ShouldBe(7);
        (await Says(socket, 8)).ShouldBe(8);

        Stopwatch.GetElapsedTime(began).ShouldBeGreaterThan(TimeSpan.FromMilliseconds(350));
        _cable.Passed.ShouldBe(4);
    }

    [Fact]
    public async Task A_cut_cable_resets_the_connection_and_takes_no_new_one_until_it_is_mended()
    {
        using var socket = await Dial();
        (await Says(socket, 7)).ShouldBe(7);

        _cable.Cut();

        (await Should.ThrowAsync<SocketException>(Hears(socket))).SocketErrorCode.ShouldBe(SocketError.ConnectionReset);
        await Should.ThrowAsync<SocketException>(async () =>
        {
            using var second = await Dial();
            await Says(second, 8);
        });

        _cable.Mend();
        using var third = await Dial();
        (await Says(third, 9)).ShouldBe(9);
    }

    [Fact]
    public async Task A_frozen_cable_swallows_bytes_and_closes_nothing_even_after_it_is_mended()
    {
        using var socket = await Dial();
        (await Says(socket, 7)).ShouldBe(7);

        _cable.Freeze();
        await socket.SendAsync(new byte[] { 8 });
        using var during = await Dial();
        await during.SendAsync(new byte[] { 9 });
        _cable.Mend();

        using var after = await Dial();
        (await Says(after, 10)).ShouldBe(10);
        await socket.SendAsync(new byte[] { 11 });
        socket.Available.ShouldBe(0);
        during.Available.ShouldBe(0);
        socket.Poll(0, SelectMode.SelectRead).ShouldBeFalse("the other end must not look closed");
        during.Poll(0, SelectMode.SelectRead).ShouldBeFalse("the other end must not look closed");
    }

    public async ValueTask DisposeAsync()
    {
        await _cable.DisposeAsync();
        _echo.Stop();
    }

    private async Task<Socket> Dial()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, _cable.Address.Port);
        return socket;
    }

    private static async Task<int> Says(Socket socket, byte value)
    {
        await socket.SendAsync(new[] { value });
        return await Hears(socket);
    }

    private static async Task<int> Hears(Socket socket)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        var buffer = new byte[1];
        return await socket.ReceiveAsync(buffer, patience.Token) == 0 ? -1 : buffer[0];
    }

    private async Task EchoAsync()
    {
        try
        {
            while (true)
                _ = EchoAsync(await _echo.AcceptSocketAsync());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private static async Task EchoAsync(Socket socket)
    {
        using (socket)
        {
            var buffer = new byte[16];
            try
            {
                while (await socket.ReceiveAsync(buffer) is > 0 and var count)
                    await socket.SendAsync(buffer.AsMemory(0, count));
            }
            catch (SocketException)
            {
                // Reset, as the test wanted.
            }
        }
    }
}
