namespace Parlance.Browser.App;

/// <summary>Ana, who made a room, at a desk, and Ben in it with whatever he holds.</summary>
public sealed class TwoInARoom : IAsyncDisposable
{
    private TwoInARoom(AppPage ana, AppPage ben, string name, long number) => (Ana, Ben, Name, Number) = (ana, ben, name, number);

    public AppPage Ana { get; }

    public AppPage Ben { get; }

    public string Name { get; }

    public long Number { get; }

    public static async Task<TwoInARoom> OnAsync(AppServer server, Device? bens = null)
    {
        var ana = await server.Guest("Ana");
        var ben = await server.Guest("Ben", bens);
        var name = $"Room {Guid.NewGuid():N}"[..14];
        var number = await ana.CreatesRoom(name);
        await ben.Joins(name);
        await ben.IsInAConversation();
        await ben.Composer.WaitForAsync();
        return new TwoInARoom(ana, ben, name, number);
    }

    public async ValueTask DisposeAsync()
    {
        await Ana.DisposeAsync();
        await Ben.DisposeAsync();
    }
}
