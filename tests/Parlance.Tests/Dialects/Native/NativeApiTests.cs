namespace Parlance.Tests.Dialects.Native;

/// <summary>What every test of the REST side starts from.</summary>
public abstract class NativeApiTests : IAsyncLifetime
{
    private protected NativeApi Api { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Api = await NativeApi.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await Api.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected async Task<Answer> Register(string name)
    {
        var answer = await Api.Post("/register", $$"""{"username":"{{name}}","password":"correct horse","email":"{{name}}@example.com"}""");
        answer.Status.ShouldBe(201);
        return answer;
    }
}
