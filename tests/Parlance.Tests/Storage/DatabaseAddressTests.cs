using Npgsql;
using Parlance.Storage;

namespace Parlance.Tests.Storage;

public sealed class DatabaseAddressTests
{
    [Theory]
    [InlineData("sqlite:///data/parlance.db", "/base/data/parlance.db")]
    [InlineData("sqlite:////var/lib/parlance.db", "/var/lib/parlance.db")]
    [InlineData("sqlite+aiosqlite:///./chat%20data.db", "/base/chat data.db")]
    public void A_sqlite_address_names_a_file(string text, string path)
    {
        var address = DatabaseAddress.Parse(text, baseFolder: "/base");

        address.IsSqlite.ShouldBeTrue();
        address.SqlitePath.ShouldBe(path);
    }

    [Theory]
    [InlineData("postgres://ana:p%40ss@db.example.org/chat")]
    [InlineData("postgresql+asyncpg://ana:p%40ss@db.example.org:5432/chat")]
    public void A_postgres_address_names_server_user_and_database(string text)
    {
        var address = DatabaseAddress.Parse(text);
        var settings = new NpgsqlConnectionStringBuilder(address.PostgresConnectionString);

        (settings.Host, settings.Port, settings.Username, settings.Password, settings.Database).ShouldBe(("db.example.org", 5432, "ana", "p@ss", "chat"));
        address.ToString().ShouldNotContain("p%40ss");
        address.ToString().ShouldContain("ana:***@db.example.org");
    }

    [Fact]
    public void Parameters_of_the_hosting_platforms_are_understood()
    {
        var address = DatabaseAddress.Parse("postgresql://u:p@h/db?sslmode=verify-full&channel_binding=require&connect_timeout=7&application_name=chat");
        var settings = new NpgsqlConnectionStringBuilder(address.PostgresConnectionString);

        (settings.SslMode, settings.ChannelBinding, settings.Timeout, settings.ApplicationName).ShouldBe((SslMode.VerifyFull, ChannelBinding.Require, 7, "chat"));
    }

    [Theory]
    [InlineData("mysql://u:hunter2@h/db", "Use sqlite:///data/parlance.db or postgresql://")]
    [InlineData("", "Use sqlite:///data/parlance.db or postgresql://")]
    [InlineData("parlance.db", "Use sqlite:///data/parlance.db or postgresql://")]
    [InlineData("sqlite://parlance.db", "too few slashes")]
    [InlineData("sqlite:///", "names no file")]
    [InlineData("sqlite:///:memory:", "lose it on restart")]
    [InlineData("sqlite:///a.db?mode=ro", "takes none")]
    [InlineData("postgresql://u:hunter2@h", "names no database")]
    [InlineData("postgresql://u:hunter2@h/db?sslmode=maybe", "`sslmode`")]
    [InlineData("postgresql://u:hunter2@h/db?statement_cache_size=0", "`statement_cache_size`")]
    [InlineData("postgresql://u:hunter2#@h/db", "percent-encoded")]
    public void An_unusable_address_says_why_and_keeps_the_password_to_itself(string text, string part)
    {
        var refused = Should.Throw<DatabaseAddressException>(() => DatabaseAddress.Parse(text, "DATABASE_URL"));

        refused.Key.ShouldBe("DATABASE_URL");
        refused.Message.ShouldContain(part);
        refused.Remedy.ShouldNotBeEmpty();
        refused.Message.ShouldNotContain("hunter2");
    }
}
